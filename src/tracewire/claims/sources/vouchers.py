"""Who vouches for a claim? From the words that the model marks as its source to a source.

The model tells which words name or describe the speaker, and whether they are a named person, an unnamed one
or a body; the tables and the document tell the rest. Whoever was introduced once by name, role and employer
is known by surname afterwards. Nothing here needs a parse.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracewire.claims.names.introduced import Introduced
from tracewire.claims.names.naming import (
    BODIES,
    body_name,
    employer,
    firm_name,
    is_beside,
    is_unlisted,
    outlet_between,
    paper_name,
    person_name,
)
from tracewire.claims.names.offices import UNTOLD
from tracewire.claims.names.reach import before_name, hyphenated, led_from, whole
from tracewire.claims.names.wording import Wording
from tracewire.claims.sources.several import Several
from tracewire.claims.sources.speakers import Attributed
from tracewire.claims.sources.turns import ANSWER, LABEL, QUESTION, Turn, turn_titled, turns_in
from tracewire.lexicon import Entry, EntryKind, Hit, party_name
from tracewire.marks import RoleSpan, Speaker
from tracewire.model import PartKind, Source, Span

__all__ = ["Vouchers"]

_PRIVATE: Final = frozenset({"firm", "monitor"})
"""The forms of bodies that hold no briefings for a state."""
_OF_OUTLET: Final = "correspondent"
"""The role of whoever writes for an outlet, where the text tells no other."""
_TO_FIRM: Final = 7
"""Words on either side of an office or a name among which the noun for a firm stands."""
_BY: Final = 5
"""Words at most from a participle to whoever issued a document ("publié par l'")."""
_AGAIN: Final = 4
"""Words of a phrase that can take up the body that spoke before ("the organisation"); longer ones are new."""


class Vouchers:
    """The sources of the document whose words are given."""

    def __init__(self, wording: Wording, introduced: Introduced) -> None:
        document = wording.document
        self._grammar = wording.grammar
        self._wording = wording
        self._introduced = introduced
        self._several = Several(wording.words, wording.grammar, wording.role_spans)
        self._narrator = Source(role="narrator", org=document.agency or document.outlet)
        self._turns: list[tuple[int, Source | None]] = []  # by the offsets at which they open
        self._answers: Source | None = None  # who spoke last and did not ask
        self._last_named: Source | None = None
        self._last_body: Source | None = None
        self._last: Source | None = None  # whichever of these two spoke last
        self._named: list[Source] = []
        if (turn := turn_titled(document, wording.grammar)) is not None:
            self._open(0, turn)

    # -- turns of an interview or a briefing ---------------------------------------------------------

    def paragraph(self, span: Span) -> None:
        """Notice whose turns a paragraph opens."""
        for offset, turn in turns_in(span.of(self._wording.document.text), self._grammar):
            self._open(span.start + offset, turn)

    def _open(self, at: int, turn: Turn) -> None:
        """Let whoever is told speak from the offset `at` on."""
        if turn is QUESTION:
            self._turns.append((at, Source(role=turn.role, anonymous=True)))
            return
        if turn is not ANSWER:
            opened = self._opened(turn)
            self._answers = self._in_office(opened) or opened
            if turn.name is not None:
                self._named.append(opened)
        elif self._answers is None and (house := self._house) is not None:
            self._answers = Source(
                role="spokesperson", org=house.org or house.name, country=house.country, anonymous=True
            )
        self._turns.append((at, self._answers))

    def _opened(self, turn: Turn) -> Source:
        """Who speaks in the turn, by the name before it or only by a role."""
        if turn.name is None:
            return Source(role=turn.role, country=turn.country, anonymous=True)
        listed = self._introduced.listed(turn.name)
        if listed is not None:
            return self._introduced.of_entry(listed)
        known = self._introduced.known(turn.name)
        org, country = known.org, known.country or turn.country
        if org is None and country is None and self._house is not None:
            org, country = self._house.org or self._house.name, self._house.country
        return Source(name=known.name, role=turn.role, org=org, country=country)

    @functools.cached_property
    def _house(self) -> Entry | None:
        """The body whose briefing the document is, as its headline says; of an interview nobody's."""
        document = self._wording.document
        for headline in document.of_kind(PartKind.HEADLINE):
            words = headline.span.of(document.text).lower()
            if not any(name in words for name in self._grammar.forms["briefing"]):
                continue
            for hit in self._wording.over(headline.span):
                entry = hit.first(EntryKind.INSTITUTION)
                if entry is not None and entry.form not in _PRIVATE:
                    return entry
        return None

    def in_other_label(self, words: Span, at: int) -> bool:
        """Whether the words are of the label of a turn in which the offset `at` does not stand: who spoke
        before a question does not ask it.
        """
        opened = [start for start, _ in self._turns if start <= at]
        text = self._wording.document.text
        return bool(opened) and any(
            start <= words.start < text.find(":", start, start + LABEL)
            for start, _ in self._turns
            if start != opened[-1]
        )

    def narrator(self, at: int) -> Attributed:
        """Who vouches for what nobody in the text is marked to say, at the offset `at`."""
        turn = next((source for opened, source in reversed(self._turns) if opened <= at), None)
        if turn is not None:
            return Attributed(source=turn, span=None, rule="turn")
        return Attributed(source=self._narrator, span=None, rule="narrator")

    # -- marked sources ------------------------------------------------------------------------------

    def source(self, filled: RoleSpan, *, country: str | None, near: Span) -> Attributed:
        """The source that the marked words name; `country` is that of the name they refer to, if any.

        `near` is the sentence of the claim, where an outlet that passes the words on is looked for.
        """
        span = filled.span
        country = BODIES.get(country or "", country)
        inside = self._wording.numbers(span)
        if self._several.counts(inside) and (one := self._one_of_several(inside)) is not None:
            return self._passed_on(one, near)
        if inside:
            named = filled.speaker is Speaker.NAMED
            inside = hyphenated(self._wording, inside) if named else whole(self._wording, inside)
            span = self._wording.span(inside)
        hits = self._wording.over(span)
        person = next((e for h in hits if (e := self._introduced.entry(h)) is not None), None)
        if filled.speaker is Speaker.NAMED and person is not None:
            source, rule = self._introduced.of_entry(person), "person"
        elif (filled.speaker is not Speaker.BODY or self._wording.role(inside)[1]) and (
            chief := self._chief(inside, country)
        ) is not None:
            source, rule = chief, "role: of a firm"
        elif filled.speaker is Speaker.NAMED and (name := person_name(self._wording, inside)):
            source, rule = self._introduced.of_name(name, country), "person:named"
        elif filled.speaker is Speaker.NAMED and (known := self._meant(inside, span)) is not None:
            source, rule = known, "person:again"
        elif filled.speaker is Speaker.BODY:
            source, rule = self._body(inside, hits, country), "body"
        else:
            source, rule = self._unnamed(inside, hits, country), "role"
            if self._definite(inside):
                source = self._in_office(source) or source
        if source.name:
            self._last_named = source
            self._named.append(source)
        if source in (self._last_named, self._last_body):
            self._last = source
        return self._passed_on(Attributed(source=source, span=span, rule=rule), near)

    def again(self, pronoun: Span) -> Attributed | None:
        """The one who spoke last as the pronoun has it: of "it" a body, of "she" a person with a name, where
        the language has one word for both whichever it was; nobody for several.
        """
        form, forms = pronoun.of(self._wording.document.text).lower(), self._grammar.forms
        if form in forms["plural_pronoun"]:
            return None
        one = self._last_named if forms["thing_pronoun"] else self._last
        last = self._last_body if form in forms["thing_pronoun"] else one
        return Attributed(source=last, span=pronoun, rule="pronoun") if last is not None else None

    def issuer(self, document: RoleSpan, others: Sequence[RoleSpan]) -> RoleSpan:
        """Of the words for a document and other sources who speaks in it, if its words go on so: "the release
        issued by the army" is the army's; else the document.
        """
        forms, wording = self._grammar.forms, self._wording
        for other in (one for one in others if one.span.start > document.span.end):
            led = wording.numbers(Span(document.span.start, other.span.start))[-_BY:]
            said = [wording.form(n) for n in led if wording.words[n].end <= other.span.start]
            by = next((at for at, form in enumerate(said) if form in forms["issued"]), len(said))
            behind = set(said[by + 1 :])
            if behind & forms["agent_by"] and behind <= forms["open_end"] | forms["agent_by"]:
                return other
        return document

    def hold_office(self, filled: RoleSpan) -> bool:
        """Whether the marked words name a person, or a body by its office: no paper, and no firm."""
        role, _ = self._wording.role(self._wording.numbers(filled.span))
        return filled.speaker is not Speaker.BODY or role not in (None, "outlet", "reports")

    def is_medium(self, filled: RoleSpan) -> bool:
        """Whether the marked words name a paper, a station or the media."""
        role, _ = self._wording.role(self._wording.numbers(filled.span))
        named = any(hit.first(EntryKind.OUTLET) is not None for hit in self._wording.over(filled.span))
        return named or role in ("outlet", "reports")

    def _passed_on(self, told: Attributed, near: Span) -> Attributed:
        """With the outlet that passes the words on, if the claim's sentence names one."""
        via = outlet_between(self._wording, near, told.span) if told.span is not None else None
        if via is None or via == told.source.org:
            return told
        return replace(told, source=replace(told.source, via=via))

    # -- persons: named, meant by their office or by a pronoun, or left without a name ----------------

    def _meant(self, inside: Sequence[int], span: Span) -> Source | None:
        """The person whom the document names elsewhere and whom words without a name mean ("the minister",
        "he"): by office the nearest one who holds it, before these words or else behind them, and by a
        pronoun the one named last before it.
        """
        role, _ = self._wording.role(inside)
        _, country = employer(self._wording, inside, self._wording.over(span))
        persons = self._introduced.with_office
        before = [source for at, source in persons if at < span.start]
        if role is not None:
            behind = [source for at, source in persons if at >= span.end]
            for source in (*reversed(before), *behind):
                abroad = country and source.country and source.country != country
                if not abroad and (source.role == role or source.role.endswith(f" {role}")):
                    return source
        return self._last_named or (before[-1] if before else None)

    def _chief(self, inside: Sequence[int], country: str | None) -> Source | None:
        """Who speaks for a firm that no table knows, by the office alone: "the head of Turkish group Makina
        Savunma", of which the office, the firm's name or all is marked; None where no such firm is told.
        """
        wording = self._wording
        first, last = max(0, inside[0] - _TO_FIRM), min(len(wording.words), inside[-1] + _TO_FIRM)
        for noun in range(first, last):
            name = firm_name(wording, noun)
            if not name:
                continue
            if name[0] == inside[0]:
                office = before_name(wording, name[0])
            else:
                office = [number for number in inside if number < noun]
                joins = self._grammar.forms["open_end"]
                between = range(inside[-1] + 1, noun)
                if not all(wording.form(n) in joins or wording.is_known(n) for n in between):
                    continue
            role, is_person = wording.role(office)
            if role is not None and is_person:
                told = range(noun - 1, name[0])
                _, home = employer(wording, told, wording.named_by(told))
                org = wording.text(name[0], name[-1])
                return Source(role=role, org=org, country=home or country, anonymous=True)
        return None

    def _definite(self, inside: Sequence[int]) -> bool:
        """Whether the words speak of one person who is known ("the minister"), not of new or several ones.
        The article may stand right before them.
        """
        form, first, forms = self._wording.form, inside[0], self._grammar.forms
        opening = f"{form(first)}'" if form(first + 1) == "'" else form(first)
        before = f"{form(first - 2)}'" if form(first - 1) == "'" else form(first - 1)
        return opening in forms["taking_up"] or before in forms["taking_up"] - forms["relative_object"]

    def _in_office(self, holder: Source) -> Source | None:
        """The one person whom the document names in an office without a name: so far, or else later."""
        if holder.name:
            return None
        known = [self._named, [source for _, source in self._introduced.with_office]]
        for named in known:
            fitting = {
                one.name: one
                for one in named
                if one.role == holder.role
                and (one.country is None or holder.country is None or one.country == holder.country)
            }
            if fitting:
                return next(iter(fitting.values())) if len(fitting) == 1 else None
        return None

    def _unnamed(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        role, _ = self._wording.role(inside)
        org, found = employer(self._wording, inside, hits)
        own = [hit.entries[0] for hit in hits if not is_beside(self._wording, inside, hit)]
        states = {entry.country for entry in own if entry.kind == EntryKind.STATE}
        if len(states) > 1:  # "Afghan and American officials"
            org = found = country = None
        outlet = next((e for h in hits if (e := h.first(EntryKind.OUTLET)) is not None), None)
        if outlet is not None and org is None and role is None:
            return Source(role=_OF_OUTLET, org=outlet.name, country=country, anonymous=True)
        return Source(role=role or UNTOLD, org=org, country=found or country, anonymous=True)

    # -- one of several ------------------------------------------------------------------------------

    def one_speaking(self, near: Span) -> Attributed | None:
        """Who speaks in a sentence that begins with "One said …"; None where it does not."""
        numbers = self._wording.numbers(near)
        inside = self._several.speaking(numbers[0]) if numbers else []
        one = self._one_of_several(inside) if inside else None
        return None if one is None else self._passed_on(one, near)

    def _one_of_several(self, inside: Sequence[int]) -> Attributed | None:
        """One of those whom the text told of before, as they are described there; `inside` says "one"."""
        wording = self._wording
        noun = self._several.noun(inside[0])
        if noun is None or wording.role(range(noun[0], noun[1]))[0] == "reports":
            return None  # of reports nothing tells whose one of them is
        first, last, is_person = noun
        if self._grammar.modifier_before_noun:
            first = led_from(wording, first, 0)
        else:
            while last < inside[0] and wording.is_known(last):  # "responsables américains"
                last += 1
        phrase = list(range(first, last))
        hits = wording.named_by(phrase)
        source = self._unnamed(phrase, hits, None)
        if not is_person:
            body = any(wording.covers(h, noun[0]) and h.first(EntryKind.INSTITUTION) for h in hits)
            org = source.org if body else wording.text(first, last - 1)  # of "experts de l'ONU" the panel
            source = replace(source, org=org, anonymous=False)
        return Attributed(source=source, span=wording.span(inside), rule="one of several")

    # -- bodies --------------------------------------------------------------------------------------

    def _body(self, inside: Sequence[int], hits: Sequence[Hit], country: str | None) -> Source:
        wording = self._wording
        outlet = next((e for h in hits if (e := h.first(EntryKind.OUTLET)) is not None), None)
        org, found = employer(wording, inside, hits)
        role, is_person = wording.role(inside)
        of_state = org is not None and all(
            h.entries[0].kind not in (EntryKind.INSTITUTION, EntryKind.ACTOR) for h in hits
        )
        if role == "reports" and outlet is None:  # "Press TV" is no report of the press
            named = [n for n in inside if is_unlisted(wording, n)]
            if named and self._grammar.forms["colleague"] & set(map(wording.form, inside)):
                return Source(role="outlet", org=wording.text(named[0], named[-1]))
            return Source(role=role)
        if outlet is not None and (org is None or (of_state and role == "outlet")):
            return Source(role="outlet", org=outlet.name)
        if outlet is None and (org is None or of_state) and (paper := paper_name(wording, inside)):
            return Source(role="outlet", org=paper, country=found or country)
        name = person_name(wording, inside)
        unnamed = outlet is None and name is None and org is None and found is None
        if role == "outlet" and unnamed and (last := self._outlet_before(inside)) is not None:
            return last
        if role == "outlet":  # "the South African daily The Weekender", "a newspaper"
            return Source(role=role, org=name or (None if of_state else org), country=found or country)
        if org is None and (state := self._state_under(inside, hits)) is not None:
            self._last_body = Source(role="institution", org=party_name(state), country=state)
            return self._last_body
        if of_state and not is_person and (own := body_name(wording, inside)):
            self._last_body = Source(role=role or "institution", org=own, country=found or country)
            return self._last_body
        if org is None and name is None and len(inside) <= _AGAIN:
            again = self._again(inside, role)
            if again is not None and country in (None, again.country):
                return again
        people = (
            wording.role(inside[-1:])[1] and wording.form(inside[-1]) not in self._grammar.forms["monitor"]
        )
        if people and org is None:  # "the two officials" are no body
            return Source(role=role or UNTOLD, country=found or country)
        named = list(inside)
        while len(named) > 1 and wording.form(named[-1]) in self._grammar.forms["seen_by"]:
            named.pop()  # "a document seen", by an agency
        source = Source(
            role="institution" if role is None or is_person else role,
            org=org or wording.text(named[0], named[-1]),
            country=found or country,
        )
        if org:
            self._last_body = source
        return source

    def _outlet_before(self, inside: Sequence[int]) -> Source | None:
        """The outlet named last before the words, which take it up: "the paper", "la chaîne"."""
        if len(inside) > _AGAIN or not self._definite(inside):
            return None
        opened = self._wording.words[inside[0]].start
        before = (hit for hit in reversed(self._wording.hits) if hit.end <= opened)
        outlet = next((one for hit in before if (one := hit.first(EntryKind.OUTLET)) is not None), None)
        return Source(role="outlet", org=outlet.name) if outlet is not None else None

    def _state_under(self, inside: Sequence[int], hits: Sequence[Hit]) -> str | None:
        """The country of the person of the table whose government speaks: "the Maduro government"."""
        persons = (entry for hit in hits if (entry := self._introduced.entry(hit)) is not None)
        country = next((entry.country for entry in persons if entry.country), None)
        governs = any(self._wording.form(n) in self._grammar.forms["state_body"] for n in inside)
        return country if governs else None

    def _again(self, inside: Sequence[int], role: str | None) -> Source | None:
        """The body that short words without a name take up: of "the Institute" the one that is called so
        before them, of "the organisation" the monitor named last, of "it" the body that spoke last.
        """
        words = self._wording.words
        head, opened = words[inside[-1]].form.casefold(), words[inside[0]].start
        before = [hit for hit in reversed(self._wording.hits) if hit.end <= opened]
        bodies = [entry for hit in before if (entry := hit.first(EntryKind.INSTITUTION)) is not None]
        called = (one for one in bodies if head in (one.org or one.name).casefold().split())
        monitors = (one for one in bodies if one.form == "monitor")
        meant = next(called, None)
        if meant is None and self._definite(inside) and head in self._grammar.forms["monitor"]:
            meant = next(monitors, None)
        if meant is not None:
            return Source(role="institution", org=meant.org or meant.name, country=meant.country)
        return self._last_body if role is None else None
