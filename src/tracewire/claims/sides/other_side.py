"""Which words are marked for one side of what is told and stand for the other?

Who fires arms uses them, who buys for another or makes goods available gives, and for whom goods are made
makes none of them.
"""

from __future__ import annotations

from dataclasses import replace

from tracewire.claims.names.parties import NAMED
from tracewire.claims.sides.involved import Involved
from tracewire.claims.sides.route import Route
from tracewire.claims.text.found import Found
from tracewire.claims.text.frames import giving_phrase, is_passive
from tracewire.claims.text.grammar import Grammar
from tracewire.claims.text.parsed import ParsedText, span_of, subject_words, touches
from tracewire.marks import SIDES, Mark, RoleSpan
from tracewire.model import Kind, Sentence, Span

__all__ = ["OtherSide"]

_GIVING, _TAKING = SIDES


class OtherSide:
    """The marks of one document."""

    def __init__(self, parsed: ParsedText, grammar: Grammar, found: Found) -> None:
        self._found = found
        self._grammar = grammar
        self._parsed = parsed
        self._involved = Involved(parsed, grammar)
        self._route = Route(parsed, grammar)

    def read(self, mark: Mark) -> Mark:
        """The mark with each word on the side that it stands for."""
        match mark.kind:
            case Kind.USE:
                return self._using(mark)
            case Kind.TRANSFER:
                return self._for_another(self._giving(mark))
            case Kind.PRODUCTION:
                return self._making(mark)
            case _:
                return mark

    def _using(self, mark: Mark) -> Mark:
        """The mark of a use, with whoever does what its verb says as who uses the arms, wherever these are
        from: "Hezbollah fired rockets", and not "Iranian drones hit". Who only stands in a clause about them
        ("Hezbollah, which Iran arms,") has no part in it.
        """
        goods = [filled.span for filled in mark.roles["item"]]
        own = {
            side: tuple(
                one
                for one in mark.roles[side]
                if not self._route.beside_sender(mark.trigger, one.span, goods)
            )
            for side in SIDES
        }
        if any(own[side] != mark.roles[side] for side in SIDES):
            mark = mark.with_roles(own)
        users = [one for one in mark.roles[_GIVING] if self._route.sends(mark.trigger, one.span, goods)]
        if not users:
            return mark
        words = {one.span for one in users}
        taking = {one.span: one.score for one in mark.roles[_TAKING]}
        both = (replace(one, score=min(1.0, one.score + taking.get(one.span, 0.0))) for one in users)
        return mark.with_roles(
            {
                _GIVING: tuple(one for one in mark.roles[_GIVING] if one not in users),
                _TAKING: (*(one for one in mark.roles[_TAKING] if one.span not in words), *both),
            }
        )

    def _giving(self, mark: Mark) -> Mark:
        """The mark of "made Chinese drones available" or "placed them at the disposal of Mali", with whoever
        does so as a giver, whose make the goods may not be.
        """
        found = self._parsed.find(mark.trigger)
        if found is None:
            return mark
        sentence, index = found
        phrase = giving_phrase(sentence, index, self._grammar)
        if phrase is None or is_passive(sentence, phrase[0]):
            return mark
        verb, beside = phrase
        doing = subject_words(sentence, verb)
        they = bool(doing) and all(sentence.tokens[word].pos == "PRON" for word in doing)
        start = sentence.tokens[verb].start

        def gives(one: RoleSpan) -> bool:
            stood_for = they and one.span.end <= start and one.score >= NAMED
            return stood_for or touches(sentence, one.span, doing)

        sides = {side: [one for one in mark.roles[side] if not gives(one)] for side in SIDES}
        givers = {one.span: one for side in SIDES for one in mark.roles[side] if gives(one)}
        sure = [replace(one, score=max(one.score, mark.score)) for one in givers.values()]
        takers = tuple(sides[_TAKING])
        if all(one.score < NAMED for one in takers):
            takers = self._for_whom(sentence, beside, mark) or takers
        return mark.with_roles({_GIVING: (*sure, *sides[_GIVING]), _TAKING: takers})

    def _for_whom(self, sentence: Sentence, noun: int, mark: Mark) -> tuple[RoleSpan, ...]:
        """Whoever is named with the verb's noun or adjective, and not the goods, as a taker: of "at the
        disposal of Mali" Mali.
        """
        goods = [filled.span for filled in mark.roles["item"]]
        named = (c for c in sentence.children[noun] if sentence.tokens[c].relation in ("nmod", "obl"))
        spans = (span_of(sentence, set(sentence.subtree(c))) for c in named)
        return tuple(
            RoleSpan(span=span, score=mark.score)
            for span in spans
            if self._codes(span) and not any(span.overlaps(one) for one in goods)
        )

    def _for_another(self, mark: Mark) -> Mark:
        """The mark of a purchase, for others than who buys: they take the goods, and the buyer gives them, as
        does whoever sold them ("Oslo bought Slovak howitzers for Ukraine"). Who buys along with others, and
        some of it for itself ("six submarines, two of them for Oslo"), takes as they do.
        """
        goods = [filled.span for filled in mark.roles["item"]]
        both = [one for side in SIDES for one in mark.roles[side]]
        takers = [one for one in both if self._involved.bought_for(mark.trigger, one.span, goods)]
        buyers = [one for one in mark.roles[_TAKING] if one not in takers]
        named = {code for one in takers for code in self._codes(one.span)}
        buying = [codes for one in buyers if (codes := self._codes(one.span))]
        if not named or not buying or any(not named.isdisjoint(codes) for codes in buying):
            return mark
        likeliest: dict[Span, RoleSpan] = {}
        for one in sorted(both, key=lambda one: one.score):
            likeliest[one.span] = one
        for_whom = {one.span for one in takers}
        return mark.with_roles(
            {
                _GIVING: tuple(one for span, one in likeliest.items() if span not in for_whom),
                _TAKING: tuple(one for span, one in likeliest.items() if span in for_whom),
            }
        )

    def _codes(self, span: Span) -> set[str]:
        """The parties and countries that the words name."""
        entries = (entry for hit in self._found.over(span) for entry in hit.entries)
        return {code for entry in entries if (code := entry.party or entry.country)}

    def _making(self, mark: Mark) -> Mark:
        """The mark of a production without those for whom the goods are made; where nobody else may make
        them, whoever was to help does: of "Turkey assembled eight drones for Togo" Turkey.
        """
        takers = mark.roles[_TAKING]
        makers = tuple(one for one in takers if not self._involved.has_made(mark.trigger, one.span))
        if len(makers) == len(takers):
            return mark
        roles = {**mark.roles, _TAKING: makers}
        likeliest = max((one.score for one in makers), default=0.0)
        peaks = {**mark.peaks, _TAKING: likeliest}
        if likeliest < NAMED:
            roles |= {_TAKING: mark.roles[_GIVING], _GIVING: ()}
            peaks |= {_TAKING: mark.peaks.get(_GIVING, 0.0), _GIVING: 0.0}
        return replace(mark, roles=roles, peaks=peaks)
