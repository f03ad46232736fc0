"""Whose turn does a title or a paragraph open, in speeches, briefings and interviews ("MS HOLLOWAY: …")?"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracewire.claims.text.grammar import Grammar
from tracewire.lexicon import EntryKind, load_gazetteer
from tracewire.model import Document, PartKind

__all__ = ["ANSWER", "LABEL", "QUESTION", "Turn", "turn_opened", "turn_titled", "turns_in"]

LABEL = 90
"""Characters of a paragraph that can hold a speaker's label."""
_LABEL_WORDS = 8  # words of a label before its colon
_CAPITAL = "A-ZÉÈÎ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The speaker of a turn as its label names them."""

    name: str | None
    role: str
    country: str | None = None


QUESTION = Turn(name=None, role="journalist")
"""A turn in which somebody asks."""

ANSWER = Turn(name=None, role="")
"""A turn of whoever spoke before the question, told by a letter or by "answer" alone ("A: …")."""

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_BRACKETS = re.compile(r"\s*\([^)]*\)")  # "THE PRESIDENT (via video):"
_NAME_WORDS = 4  # words of a name at most: "Antony J. Blinken", "Lloyd J. Austin III"
_NAME = re.compile(rf"(?:[{_CAPITAL}][\w’'-]+ ){{1,2}}[{_CAPITAL}][\w’'-]+")
_NAME_THEN_COMMA = re.compile(rf"((?:[{_CAPITAL}][\w’'-]+ )+[{_CAPITAL}][\w’'-]+),")


@functools.cache
def _label_patterns(titles: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a label that names a speaker looks like, and the name in it after its title."""
    spelt = "|".join(re.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    return (
        re.compile(rf"(?:{spelt}|[A-ZÉÈ]{{2,}})\.? ?[A-ZÉÈ][\w’'-]+"),
        re.compile(rf"(?:{spelt})?\.? ?((?:[{_CAPITAL}][\w’'-]*\s?){{1,3}})"),
    )


@functools.cache
def _clock(zones: tuple[str, ...]) -> re.Pattern[str]:
    """The hour and its zone before a label, as transcripts give them: "2:05 P.M. EDT THE PRESIDENT: …"."""
    spelt = "|".join(re.escape(zone) for zone in zones)
    return re.compile(rf"\A(?:\(?\d{{1,2}}[:.h]\d{{2}}\)?\s*)?(?:\(?(?:{spelt})\)?[\s,]+)+")


@functools.cache
def _title_pattern(speech: tuple[str, ...], before: tuple[str, ...], by: tuple[str, ...]) -> re.Pattern[str]:
    """What begins the title of a speech, up to whose it is: "Opening remarks by", "Discours de"."""
    led, nouns, link = ("|".join(map(re.escape, sorted(ws, key=len)[::-1])) for ws in (before, speech, by))
    return re.compile(rf"(?:(?:{led})\s+)*(?:{nouns})\s+(?:{link})(?:\s+|(?<=['’]))", re.IGNORECASE)


@functools.cache
def _label_within(questions: tuple[str, ...]) -> re.Pattern[str]:
    """What may open a turn behind the end of a sentence: a label in capitals, or the letter of a question."""
    letters = "|".join(re.escape(q.upper()) for q in questions)
    label = rf"[{_CAPITAL}][{_CAPITAL}.'’-]+(?: [{_CAPITAL}][{_CAPITAL}.'’-]+){{0,4}}:\s"
    return re.compile(rf"(?<=[.!?…)\]\"”»])\s+(?=(?:{letters})(?:\s?:|\s\s)|{label})")


def _office_in(label: str, grammar: Grammar) -> tuple[str, int] | None:
    """The longest noun of a person's office in the label: its role, and where it ends there."""
    lowered = label.lower()
    best: tuple[int, str, int] | None = None
    for form, (role, person) in grammar.roles.items():
        if not person or (best is not None and len(form) <= best[0]):
            continue
        if found := re.search(rf"\b{re.escape(form.lower())}\b", lowered):
            best = (len(form), role, found.end())
    return best[1:] if best else None


def _name_behind(label: str, end: int, grammar: Grammar) -> str | None:
    """The name that closes the label from `end` on, behind what else the tables know there: in "President of
    Ukraine Volodymyr Zelenskyy" the last two words.
    """
    hits = load_gazetteer(grammar.language).find(label)
    known = (hit.end for hit in hits if hit.end > end and hit.first(EntryKind.PERSON) is None)
    words = label[max([end, *known]) :].lstrip(".").split()
    titles = grammar.forms["title"]
    while words and words[0].lower().rstrip(".") in titles:
        words.pop(0)
    if not 0 < len(words) <= _NAME_WORDS or not all(re.match(f"[{_CAPITAL}]", word) for word in words):
        return None
    return " ".join(word.title() if word.isupper() and "." not in word else word for word in words)


def _country_behind(phrase: str, end: int, grammar: Grammar) -> str | None:
    """The state of which the words from `end` on say that the office is: "the Prime Minister of Fiji"."""
    for hit in load_gazetteer(grammar.language).find(phrase):
        state = hit.first(EntryKind.STATE)
        between = phrase[end : hit.start].lower().split()
        if state is not None and hit.end == len(phrase) and between and set(between) <= grammar.small:
            return state.country
    return None


def turn_titled(document: Document, grammar: Grammar) -> Turn | None:
    """The turn of whoever gives the speech that the document is, as a title says: "Remarks by President
    Biden on Aid". In an article about a speech nobody says "we" outside quotation marks.
    """
    titles = (part.span.of(document.text) for part in document.of_kind(PartKind.HEADLINE))
    turn = next(filter(None, (_titled(title.strip(), grammar) for title in titles)), None)
    if turn is None:
        return None
    said = (_QUOTED.sub("", part.span.of(document.text)) for part in document.of_kind(PartKind.PARAGRAPH))
    words = {word for text in said for word in re.findall(r"\w+", text.lower())}
    return turn if words & grammar.attribution.first_person else None


def _titled(title: str, grammar: Grammar) -> Turn | None:
    """The speaker of the title; None of a speech of two, of a body, or where the title goes on as a sentence
    or an article's does ("Remarks by the president anger Oslo", "Speech by the president: what we know").
    """
    turns = grammar.turns
    begun = _title_pattern(turns["speech"], turns["speech_led"], turns["speech_by"]).match(title)
    if begun is None:
        return None
    ends = "|".join(re.escape(word) for word in turns["behind_speaker"])
    end = re.compile(rf"\s*[,:;(|–—]\s*|\s+(?:{ends})(?!\w)", re.IGNORECASE)
    phrase, mark, behind = _parted(end.search(title, begun.end()), title)
    phrase = phrase[begun.end() :].strip()
    if mark == ":" or mark.lower() in turns["speaker_joined"]:
        return None
    office = _office_in(phrase, grammar)
    name = _name_behind(phrase, office[1] if office else 0, grammar)
    if office is None and name and mark == ",":  # "Discours de M. Paul Carnet, ministre des Armées"
        office = _office_in(behind.split(",")[0], grammar)
    if office is None:
        return None
    country = _country_behind(phrase, office[1], grammar)
    if name is None and country is None and phrase[office[1] :].strip():
        return None
    return Turn(name=name, role=office[0], country=country)


def _parted(found: re.Match[str] | None, text: str) -> tuple[str, str, str]:
    """The text before a match, the words matched, and the text behind."""
    if found is None:
        return text, "", ""
    return text[: found.start()], found.group().strip(), text[found.end() :]


def turns_in(text: str, grammar: Grammar) -> Iterator[tuple[int, Turn]]:
    """The turns that open in a paragraph, each with its offset there: the first words open one, and in a
    transcript without line breaks labels within do ("… Thank you. Q  Did Oslo pay? MR. HOLM: No.").
    """
    if (first := turn_opened(text, grammar)) is not None:
        yield 0, first
    letters = tuple(q for q in grammar.turns["question"] if len(q) == 1)
    titles = tuple(title.upper() for title in grammar.forms["turn_title"])
    asked = False
    for found in _label_within(letters).finditer(text):
        turn = turn_opened(text[found.end() :], grammar)
        if turn is None:
            continue
        label = text[found.end() :].partition(":")[0]
        told = label.startswith(titles) or _office_in(label, grammar) is not None
        if turn in (QUESTION, ANSWER) or told or asked:  # and not "NATO: …"
            asked = asked or turn is QUESTION
            yield found.end(), turn


def _is_place(label: str, language: str) -> bool:
    """Whether the tables know the label as the name of a place or a state, and as nothing else."""
    hits = [hit for hit in load_gazetteer(language).find(label) if hit.end - hit.start == len(label)]
    kinds = {entry.kind for hit in hits for entry in hit.entries}
    return bool(kinds) and kinds <= {EntryKind.PLACE, EntryKind.STATE}


def _is_caption(label: str, language: str) -> bool:
    """Whether the label is a picture's or a dateline: a day, or a place before more ("LIMA - MARCH 4: …")."""
    place, mark, _ = _parted(re.search(r"\s+[-–—]\s+|,\s", label), label)
    return any(map(str.isdigit, label)) or (bool(mark) and _is_place(place, language))


def _asks_or_answers(head: str, grammar: Grammar) -> Turn | None:
    """The turn of a single letter in capitals: "Q: Did it?", "Q  Did it?", "A: It did."."""
    letter, behind = head[:1], head[1:3]
    colon = behind.lstrip()[:1] == ":"
    if not letter.isupper():
        return None
    if letter.lower() in grammar.turns["question"] and (colon or behind[:1].isspace()):
        return QUESTION
    return ANSWER if letter.lower() in grammar.turns["answer"] and colon else None


def turn_opened(text: str, grammar: Grammar) -> Turn | None:
    """The turn that a paragraph opens, or None where it goes on with the one before, as it does under a
    heading of the press, a dateline or a picture's day ("CORRECTION: …", "KYIV: …", "LIMA - MARCH 4: …").
    """
    head = _clock(grammar.turns["clock"]).sub("", text.strip()[:LABEL], count=1)
    if (lettered := _asks_or_answers(head, grammar)) is not None:
        return lettered
    lowered = head.lower().replace("’", "'")
    label, colon, _ = head.partition(":")
    label = _BRACKETS.sub("", label).strip()
    heading = lowered.partition(":")[0].strip() in grammar.turns["heading"]
    if colon and (heading or _is_place(label, grammar.language)):
        return None
    short = len(head) < LABEL
    asks = any(lowered.startswith((f"{q}:", f"{q} ")) for q in grammar.turns["question"] if len(q) > 1)
    if asks and (colon or short):
        return QUESTION
    office = _office_in(label, grammar)
    role = office[0] if office else None
    answer = next((a for a in grammar.turns["answer"] if len(a) > 2 and lowered.startswith(a)), None)
    if answer and (colon or "," in head or "." in head or "\n" in text or len(text) < LABEL):
        behind = head[len(answer) :].lstrip()
        if behind.startswith(":"):  # "Answer: The Government has …"
            return ANSWER
        name = _NAME.search(behind)
        return Turn(name=name.group() if name else None, role=role or "official")
    if not colon or (office is None and _is_caption(label, grammar.language)):
        return None
    opening, titled = _label_patterns(grammar.forms["turn_title"])
    named = opening.match(label)
    if len(label.split()) <= _LABEL_WORDS and (named or role):
        first = _NAME_THEN_COMMA.match(label)
        if first is None and office is not None and label.isupper():  # "THE PRESIDENT", "SECRETARY HOLM"
            return Turn(name=_name_behind(label, office[1], grammar), role=office[0])
        after_title = titled.match(label) if named else None
        found = after_title.group(1).strip() if after_title else None
        if found and found.isupper():
            found = found.title()
        return Turn(name=first.group(1) if first else found, role=role or "spokesperson")
    if role and "," in label:
        return Turn(name=label.split(",")[0].strip(), role=role)
    return None
