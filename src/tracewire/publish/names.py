"""What parties, kinds of arms and places are called on a page, and where they lie on a map."""

from __future__ import annotations

from functools import cache

from tracewire.lexicon import item_classes, party_name, place, table

__all__ = ["coordinates", "family", "item", "party", "seat"]

# Words that stand for many without an ending, by the last word of a label.
_UNCOUNTED = frozenset(
    {
        "aircraft",
        "ammunition",
        "artillery",
        "debris",
        "electronics",
        "equipment",
        "fuel",
        "imagery",
        "intelligence",
        "personnel",
        "technology",
        "training",
    }
)
_BRUSSELS = (4.4, 50.8)


def party(identity: str) -> str:
    """The English name of a state or of another party; an unknown one is called by its id."""
    return party_name(identity)


@cache
def item(identity: str) -> str:
    """The English name of a kind of arms, in the plural: "one-way attack drones"."""
    tree = item_classes()
    if not tree.known(identity):
        return identity.replace("-", " ")
    label = tree.label(identity)
    last = label.rpartition(" ")[2]
    return label if last in _UNCOUNTED or last.endswith("s") else label + "s"


def family(identity: str) -> str:
    """The top class of a kind of arms, by which the register is filtered."""
    tree = item_classes()
    return tree.family(identity) if tree.known(identity) else identity


def coordinates(name: str) -> tuple[float, float, str] | None:
    """Latitude and longitude of a place and what it is; None where the gazetteer holds no point for it."""
    found = place(name)
    if found is None or found.lat is None or found.lon is None:
        return None
    return found.lat, found.lon, found.kind


@cache
def _countries() -> dict[str, str]:
    return {row["slug"]: row["country"] for row in table("parties/actors.csv", "slug", "country")}


def seat(identity: str) -> str | tuple[float, float] | None:
    """Where a party that is no state stands on the map: a state's code, or longitude and latitude."""
    if identity in ("eu", "nato"):
        return _BRUSSELS
    country = _countries().get(identity, "")
    return country if len(country) == 2 and country not in ("UN", "EU") else None
