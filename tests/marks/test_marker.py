"""A model that cannot be used says so, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracewire.errors import Misconfigured
from tracewire.marks import Marker, Network, Passage, split_words, word_features
from tracewire.marks.marker import model_folder


def test_a_missing_file_of_the_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"labels\.json") as raised:
        Network(tmp_path)
    assert str(tmp_path) in str(raised.value)


def test_two_networks_that_answer_alike_are_as_sure_as_one() -> None:
    words = split_words("Norway delivered twelve tanks to Chile on Friday.")
    features = word_features(words, hits=(), quantities=(), times=())
    passages = [Passage(start=0, words=words, features=features)]
    network = Network(model_folder())
    (alone,) = Marker(network).read(passages)
    (together,) = Marker(network, network).read(passages)
    assert together.trigger == alone.trigger
    assert together.score == pytest.approx(alone.score, abs=1e-5)
    assert together.roles["item"] == alone.roles["item"]
