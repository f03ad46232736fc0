"""Copies are found by their words, and nothing else is."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracewire.documents import Signature, parse_parts, same_story, signature

STORY = [
    "Ruritania has ordered twelve training aircraft from Syldavia, its defence ministry said on Thursday "
    "in a statement.",
    "The first of the aircraft will be delivered in the spring of 2027, an official said on condition of "
    "anonymity.",
    "Borduria protested against the sale and called back its ambassador, who had been in the capital for "
    "nine years.",
    "The price was not made public, but two people with knowledge of the talks put it at some four "
    "hundred million crowns.",
    "Syldavian engineers are to train Ruritanian crews at the air base near the border, where a "
    "simulator is being built.",
    "Parliament will vote on the contract next month, and the opposition has said that it will ask for a "
    "full account.",
]
OTHER = [
    "The harbour of Klow was closed for the third day because of ice, the port authority announced on "
    "Friday morning.",
    "Fishermen said that they had not seen so hard a winter since their grandfathers' time, and asked "
    "for help.",
    "A ferry with forty people on board turned back, and its passengers spent the night in a school near "
    "the harbour.",
]
EVALUATION = Path(__file__).parents[3] / "shared" / "evaluation"


def sign(sentences: list[str]) -> Signature:
    return signature("\n\n".join(sentences))


def test_a_copy_with_small_edits() -> None:
    edited = [sentence.replace("Thursday", "thursday").replace("'", "’") for sentence in STORY]
    edited[3] = edited[3].replace("some four hundred", "about 400")
    found = same_story(sign(STORY), sign(edited))
    assert found is not None
    assert found.relation == "copy"
    assert "%" in found.reason


def test_a_trimmed_copy_is_found_both_ways() -> None:
    short = sign(STORY[:2])
    one, other = same_story(sign(STORY), short), same_story(short, sign(STORY))
    assert one == other
    assert one is not None
    assert one.relation == "trimmed-copy"
    assert one.contained > 0.7
    assert one.common < 0.5


def test_another_story_and_a_text_too_short_to_tell() -> None:
    assert same_story(sign(STORY), sign(OTHER)) is None
    assert same_story(sign(STORY), signature("Ruritania has ordered twelve training aircraft.")) is None
    assert same_story(signature(""), signature("")) is None


def test_signatures_are_kept_as_bytes_and_compared_within_one_algorithm() -> None:
    one = sign(STORY)
    assert Signature.from_bytes(one.to_bytes()) == one
    assert len(one.to_bytes()) == 508
    with pytest.raises(ValueError, match="cannot be compared"):
        same_story(one, Signature.from_bytes(one.to_bytes(), algorithm="rensa-rminhash-1"))


def test_a_signature_stays_the_same_for_good() -> None:
    # Stored beside documents for years: other values here need another name of the algorithm.
    one = sign(STORY)
    assert one.algorithm == "rensa-rminhash-2/126/3/20221209"
    assert (one.runs, one.digest[0], one.digest[-1]) == (117, 2415566723, 292624418)
    assert one.bands()[0] == 2192858768965889643


def test_bands_meet_for_copies() -> None:
    one, other = sign(STORY), sign([*STORY[:5], OTHER[0]])
    assert any(left == right for left, right in zip(one.bands(), other.bands(), strict=True))


@settings(max_examples=40)
@given(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=20, max_size=80))
def test_law_a_text_is_a_copy_of_itself(words: list[str]) -> None:
    one = signature(" ".join(words))
    found = same_story(one, one)
    assert found is None if one.runs < 12 else (found is not None and found.common == 1)


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="the exercises are not on this machine")
def test_copies_among_the_exercises() -> None:
    texts = {
        path.relative_to(EVALUATION / "dev").with_suffix("").as_posix(): path.read_text("utf-8")
        for path in sorted((EVALUATION / "dev").rglob("*.txt"))
    }
    signatures = {name: signature(parse_parts(text).body(text)) for name, text in texts.items()}
    found = {
        frozenset(pair)
        for pair in combinations(signatures, 2)
        if same_story(signatures[pair[0]], signatures[pair[1]])
    }
    groups = json.loads((EVALUATION / "dev.groups.json").read_text("utf-8"))["same_story"]
    assert found == {frozenset(group["documents"]) for group in groups if group["relation"] == "copy"}
