"""What does a person type for a party, a class, a weapon or a place: codes in any case, names and words of
the tables, and - for "the texts do not say"? A name that nothing knows is a mistake on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from tracewire.cli.output import note

if TYPE_CHECKING:
    from tracewire.ledger import LedgerView, Subject

__all__ = ["UNSAID", "actor", "designation", "item", "line_filter", "member", "party", "region"]

UNSAID = "-"


@contextmanager
def _typed(hint: str) -> Iterator[None]:
    from tracewire.lexicon import NameUnknown

    try:
        yield
    except NameUnknown as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


def party(text: str, hint: str, view: LedgerView | None = None) -> str | None:
    """The code or slug that `text` means: "ir" is `IR`, "Ansar Allah" is `houthis`, "-" is None.

    With `view`, also a code that this ledger alone holds. Raises typer.BadParameter, naming `hint`.
    """
    from tracewire.ledger import Subject
    from tracewire.lexicon import party_meant

    if text == UNSAID:
        return None
    with _typed(hint):
        return party_meant(text, held=lambda: view.names(Subject.PARTY) if view else ())


def item(text: str, hint: str, view: LedgerView | None = None) -> str | None:
    """The item class that `text` means; "-" is None. Raises typer.BadParameter, naming `hint`.

    With `view`, a class that this ledger holds: a finer one that no claim was filed under gives way to the
    class that claims are filed under.
    """
    from tracewire.ledger import Subject
    from tracewire.lexicon import item_classes, item_meant

    if text == UNSAID:
        return None
    with _typed(hint):
        meant = item_meant(text, held=lambda: view.names(Subject.ITEM) if view else ())
    tree = item_classes()
    if view is None or not tree.known(meant) or (filed := tree.report_as(meant)) == meant:
        return meant
    if any(tree.is_a(one, meant) for one in view.names(Subject.ITEM)):
        return meant
    note(f"no claim is filed under {meant}: asking about {filed}")
    return filed


def line_filter(
    view: LedgerView, supplier: str | None, recipient: str | None, item_text: str | None
) -> dict[int, str | None]:
    """What the options --supplier, --recipient and --item ask of a line's key, by place in it; what was not
    given is left out. Raises typer.BadParameter."""
    asked: dict[int, str | None] = {}
    if supplier is not None:
        asked[0] = party(supplier, "--supplier", view)
    if recipient is not None:
        asked[1] = party(recipient, "--recipient", view)
    if item_text is not None:
        asked[2] = item(item_text, "--item", view)
    return asked


def designation(text: str) -> str:
    """The weapon that `text` names. Raises typer.BadParameter."""
    from tracewire.lexicon import weapon_meant

    with _typed("--designation"):
        return weapon_meant(text)


def actor(text: str, recipient: str | None) -> str:
    """Who receives within the territory of `recipient`: a slug, or `government`, which the state itself means
    too. Raises typer.BadParameter."""
    from tracewire.assess import GOVERNMENT

    if text.strip().lower() == GOVERNMENT:
        return GOVERNMENT
    meant = party(text, "--actor")
    if meant is None:
        raise typer.BadParameter("leave it out where the texts do not say", param_hint="--actor")
    return GOVERNMENT if meant == recipient else meant


def region(text: str) -> str:
    """The place that `text` names. One that the tables do not have is told on stderr and left as it is: no
    rule is held to spare it."""
    from tracewire.lexicon import NameUnknown, place_meant

    try:
        return place_meant(text)
    except NameUnknown as error:
        note(f"--region: {error}: whether rules on a region cover it stays open")
        return text


def member(text: str, subject: Subject, view: LedgerView) -> str:
    """A member of a merge or split as the ledger of `view` or the tables name it; a claim may be named by the
    beginning of its id. Raises NameUnknown, UnknownClaim."""
    from tracewire.ledger import Subject
    from tracewire.lexicon import item_meant, party_meant, place_meant, speaker_meant

    if subject is Subject.CLAIM:
        return view.claim(text).id
    meant = {
        Subject.PARTY: party_meant,
        Subject.ITEM: item_meant,
        Subject.PLACE: place_meant,
        Subject.SPEAKER: speaker_meant,
    }.get(subject)
    return text if meant is None else meant(text, held=lambda: view.names(subject))
