"""Which extractors there are: the seam where another one takes the built-in one's place.

An extractor is named by an entry point of the group ``tracewire.extractors`` whose object, called without
arguments, gives a `tracewire.claims.Extractor`. The built-in one is registered in the same way, as
``builtin``.
"""

from __future__ import annotations

from importlib.metadata import entry_points

from tracewire.claims import Extractor
from tracewire.errors import Misconfigured, TracewireError

__all__ = ["GROUP", "ExtractorUnfit", "ExtractorUnknown", "extractor_names", "load_extractor"]

GROUP = "tracewire.extractors"


class ExtractorUnknown(Misconfigured):
    """No installed package registers an extractor of that name."""

    code = "extractor-unknown"


class ExtractorUnfit(Misconfigured):
    """The entry point is there, but what it names cannot be loaded or is no extractor."""

    code = "extractor-unfit"


def extractor_names() -> tuple[str, ...]:
    """The names of the installed extractors, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def load_extractor(name: str) -> Extractor:
    """The extractor that is registered as `name`. Raises ExtractorUnknown or ExtractorUnfit."""
    points = tuple(entry_points(group=GROUP, name=name))
    if not points:
        known = ", ".join(extractor_names()) or "none: reinstall Tracewire"
        raise ExtractorUnknown("there is no such extractor", where=name, remedy=f"installed are: {known}")
    try:
        extractor = points[0].load()()
    except TracewireError:
        raise
    except Exception as error:  # whatever another package's code raises when it is imported or called
        raise ExtractorUnfit(
            f"the extractor cannot be started: {type(error).__name__}: {error}",
            where=f"{name} = {points[0].value}",
            remedy="reinstall the package that provides it",
        ) from error
    lacking = [
        part for part in ("name", "version", "extract", "extract_many") if not hasattr(extractor, part)
    ]
    if lacking:
        raise ExtractorUnfit(
            f"not an extractor: it lacks {', '.join(lacking)}",
            where=f"{name} = {points[0].value}",
            remedy="see the protocol tracewire.claims.Extractor",
        )
    found: Extractor = extractor
    return found
