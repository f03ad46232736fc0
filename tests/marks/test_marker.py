"""A model that cannot be used says so, and where."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracewire.errors import Misconfigured
from tracewire.marks import Marker, Network, Passage, marker, marker_digest, split_words, word_features
from tracewire.marks.marker import model_folder

PIECES = "pieces.tsv.xz"


def linked(folder: Path, *, without: str = "") -> Path:
    """A folder with the files of the model that ships."""
    folder.mkdir(parents=True)
    for path in model_folder().iterdir():
        if path.name != without:
            (folder / path.name).symlink_to(path)
    return folder


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


def test_a_network_reads_by_the_vocabulary_of_its_folder(tmp_path: Path) -> None:
    folder = linked(tmp_path / "marker", without=PIECES)
    vocabulary = ["<s>", "<pad>", "</s>", "[UNK]", "sub", "##marine"]
    (folder / "wordpieces.txt.xz").write_bytes(lzma.compress("\n".join(vocabulary).encode()))
    (word,) = split_words("Submarine")
    assert Network(folder).ids(word) == (4, 5)
    assert Network(model_folder()).ids(word) != (4, 5)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the models are looked for instead; what was loaded before is forgotten, and this after it."""
    linked(tmp_path / "data" / "marker")
    monkeypatch.setattr(marker, "files", lambda _name: tmp_path)
    marker_digest.cache_clear()
    yield tmp_path / "data"
    marker_digest.cache_clear()


def test_a_language_with_a_network_of_its_own_is_read_by_another_version(package: Path) -> None:
    linked(package / "languages" / "en" / "marker")
    assert marker_digest("en") != marker_digest("fr")
