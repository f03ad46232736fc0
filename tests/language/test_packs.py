"""Language packs, through the door that the rest of Tracewire uses."""

from __future__ import annotations

import time

import pytest

from tracewire.errors import Misconfigured
from tracewire.language import LanguagePack, identify, load_pack
from tracewire.model.script import Sentence, Token

FRENCH = (
    "M. Dupont a dit que la Russie avait livré 3 000 missiles Iskander-M à l’Iran, à bord d'avions.",
    "« Nous n’avons rien reçu », a-t-il affirmé. Le lt-col. Kaya,  lui,\u00a0se tait : « 12\u202f% ».",
    "",
    "🛩 Téhéran\tfournit des drones\nà Moscou…",
)
ENGLISH = (
    "Gen. J. R. Smith said Iran had supplied Russia with Iranian-made drones. The U.S. doesn't know No. 3.",
    "“We don’t sell arms,” Lt. Col. Kaya told  the AP on\u00a0Sept. 7.",
    "   ",
)


@pytest.fixture(scope="module", params=["fr", "en"])
def parsed(request: pytest.FixtureRequest) -> tuple[tuple[str, ...], list[tuple[Sentence, ...]]]:
    texts = FRENCH if request.param == "fr" else ENGLISH
    return texts, list(load_pack(request.param).parse(texts))


def test_no_character_is_lost(parsed: tuple[tuple[str, ...], list[tuple[Sentence, ...]]]) -> None:
    for text, sentences in zip(*parsed, strict=True):
        covered = [0] * len(text)
        for sentence in sentences:
            for token in sentence.tokens:
                assert text[token.start : token.end] == token.text
                for position in range(token.start, token.end):
                    covered[position] += 1
        assert [count for count, character in zip(covered, text, strict=True) if not character.isspace()] == [
            1 for character in text if not character.isspace()
        ]


def test_every_sentence_is_a_tree(parsed: tuple[tuple[str, ...], list[tuple[Sentence, ...]]]) -> None:
    for sentences in parsed[1]:
        for sentence in sentences:
            roots = [token for token in sentence.tokens if token.head == token.index]
            assert [root.dep for root in roots] == ["root"]
            assert sorted(sentence.subtree(roots[0].index)) == list(range(len(sentence.tokens)))


@pytest.mark.parametrize("sign", ["(", "'", "%", "a)b"])
def test_a_long_run_of_signs_keeps_its_characters_and_costs_no_square(sign: str) -> None:
    pack = load_pack("en")

    def parse(length: int) -> tuple[float, list[str]]:
        text = f"Iran delivered {sign * (length // len(sign))} drones."
        began = time.process_time()
        (sentences,) = pack.parse([text])
        took = time.process_time() - began
        tokens = [token for sentence in sentences for token in sentence.tokens]
        assert all(text[token.start : token.end] == token.text for token in tokens)
        assert "".join(token.text for token in tokens) == text.replace(" ", "")
        return took, [token.text for token in tokens]

    parse(400)
    small, large = parse(1_500)[0], parse(6_000)[0]
    assert large < small * 10, "four times the signs; the square would be sixteen"


def words(pack: LanguagePack, text: str) -> dict[str, Token]:
    return {
        token.text: token for sentence in pack.parse([text]) for part in sentence for token in part.tokens
    }


def governor(pack: LanguagePack, text: str, word: str) -> tuple[str, str]:
    for sentences in pack.parse([text]):
        for sentence in sentences:
            for token in sentence.tokens:
                if token.text == word:
                    return token.relation, sentence.tokens[token.head].text
    raise AssertionError(word)


def test_french_transfer() -> None:
    pack, text = load_pack("fr"), "Selon Kiev, l'Iran aurait livré des drones à la Russie en août."
    assert governor(pack, text, "Iran") == ("nsubj", "livré")
    assert governor(pack, text, "drones") == ("obj", "livré")
    assert governor(pack, text, "Russie") == ("obl", "livré")
    found = words(pack, text)
    assert found["livré"].lemma == "livrer"
    assert found["aurait"].morph["Mood"] == "Cnd"


def test_english_transfer() -> None:
    pack, text = load_pack("en"), "Iran has supplied Russia with hundreds of drones since August, Kirby said."
    assert governor(pack, text, "Iran") == ("nsubj", "supplied")
    assert governor(pack, text, "hundreds") == ("obl", "supplied")
    assert governor(pack, text, "supplied") == ("ccomp", "said")
    assert words(pack, text)["drones"].lemma == "drone"


@pytest.mark.parametrize(
    ("code", "text", "form", "lemma"),
    [
        ("fr", "Ils construisent des blindés.", "construisent", "construire"),
        ("fr", "Des chasseurs ont été rapatriés.", "rapatriés", "rapatrier"),
        ("fr", "La Serbie rééquipait ses bataillons.", "bataillons", "bataillon"),
        ("en", "Denel stockpiled howitzers.", "stockpiled", "stockpile"),
        ("en", "They are smuggling batteries.", "batteries", "battery"),
    ],
)
def test_dictionary_forms(code: str, text: str, form: str, lemma: str) -> None:
    assert words(load_pack(code), text)[form].lemma == lemma


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Le gén. Karimi et M. Dupont ont reçu le document n° 3."),
        ("en", "Lt. Gen. J. R. Smith met Mr. Kaya and Col. Reed at the U.S. embassy."),
    ],
)
def test_an_abbreviation_ends_no_sentence(code: str, text: str) -> None:
    assert [len(sentences) for sentences in load_pack(code).parse([text])] == [1]


def test_offsets_of_the_document() -> None:
    (sentences,) = load_pack("fr").parse(["Paris vend."], starts=[100])
    assert [(token.start, token.end) for token in sentences[0].tokens] == [(100, 105), (106, 110), (110, 111)]


def test_a_language_without_a_pack() -> None:
    with pytest.raises(Misconfigured):
        load_pack("eo")


def test_a_model_that_is_not_installed() -> None:
    with pytest.raises(Misconfigured):
        load_pack("fr", model="fr_no_such_model")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("La Russie a livré des missiles à l'Iran en août dernier.", "fr"),
        ("Iran sold drones to Russia last summer, officials said.", "en"),
        ("Россия получила иранские беспилотники в августе.", "ru"),
        ("Rafale : l'Inde signe un contrat", "fr"),
        ("Turkey sells drones to Mali", "en"),
        ("Moscou", None),
        ("12 345 – 67", None),
    ],
)
def test_languages_are_told(text: str, tag: str | None) -> None:
    assert identify(text) == tag


def test_other_languages_are_none() -> None:
    assert identify("Russland hat im August Drohnen aus dem Iran erhalten.", among=("fr", "en")) is None
