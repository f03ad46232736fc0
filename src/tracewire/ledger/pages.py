"""How is a long answer read so that it takes little memory and no lock is held between its pages?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, tuple_

__all__ = ["Read", "chunks", "pages"]

Read = Callable[[], AbstractContextManager[Connection]]
"""What opens a connection for one page."""

_Value = TypeVar("_Value", int, str)
_PAGE = 500


def pages(
    read: Read,
    query: Select[Any],
    keys: Sequence[Any],
    after: tuple[Any, ...],
    *,
    limit: int | None = None,
    size: int | None = None,
) -> Iterator[Sequence[Row[Any]]]:
    """The rows of `query` behind the place `after`, at most `limit`, in pages of a transaction each.

    `query` must be ordered by `keys`, which tell each row from any other, and answer with them under their
    own names.
    """
    left = limit
    while left is None or left > 0:
        page = size or _PAGE
        page = page if left is None else min(page, left)
        behind = keys[0] > after[0] if len(keys) == 1 else tuple_(*keys) > tuple_(*after)
        with read() as connection:
            rows = connection.execute(query.where(behind).limit(page)).all()
        if rows:
            yield rows
        if len(rows) < page:
            return
        after = tuple(getattr(rows[-1], key.name) for key in keys)
        left = None if left is None else left - page


def chunks(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """The different `values` in their order, as many at a time as one question may name."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _PAGE):
        yield wanted[start : start + _PAGE]
