"""What do the data files hold? The only code of Tracewire that opens `data/`.

Files are read through `importlib.resources`: they are found in a checkout, a wheel and a zip alike.
A file that is missing, lacks a column or does not parse is a broken installation: `Misconfigured`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tracewire.errors import Misconfigured
from tracewire.model.ids import Digest

__all__ = ["data_text", "language_table", "languages", "lexicon_digest", "table"]

_KNOWLEDGE_SUFFIXES = (".csv", ".toml")
"""What decides a reading. Models have digests of their own; notices and READMEs decide nothing."""


def _root() -> Traversable:
    return files("tracewire").joinpath("data")


def _find(path: str) -> Traversable:
    found = _root()
    for part in path.split("/"):
        found = found.joinpath(part)
    return found


def data_text(path: str) -> str:
    """The text of the data file at `path`, relative to `data/`. Raises Misconfigured if there is none."""
    try:
        return _find(path).read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Misconfigured(
            "a data file is missing", where=f"data/{path}", remedy="install Tracewire again, with its data"
        ) from error


@cache
def table(path: str, *columns: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the CSV file at `path`, which must have `columns`; cells are stripped.

    Raises Misconfigured for a missing file, a missing column or a row of another width.
    """
    reader = csv.DictReader(io.StringIO(data_text(path), newline=""), strict=True)
    head = tuple(reader.fieldnames or ())
    missing = [column for column in columns if column not in head]
    if missing:
        raise Misconfigured(
            f"no column {', '.join(missing)}", where=f"data/{path}", remedy=f"its header is {', '.join(head)}"
        )
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise Misconfigured(
                f"a row of another width than the header's {len(head)}",
                where=f"data/{path} line {reader.line_num}",
                remedy="quote cells that hold a comma",
            )
        rows.append({column: cell.strip() for column, cell in row.items()})
    return tuple(rows)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a pack (a folder in `data/languages`), as BCP 47 tags in order."""
    return tuple(sorted(entry.name for entry in _find("languages").iterdir() if entry.is_dir()))


@cache
def language_table(language: str, name: str) -> Mapping[str, Any]:
    """The table `name` of the pack of `language`: what `data/languages/<language>/<name>.toml` says, parsed.

    A CSV file of that name instead gives ``{"rows": (row, ...)}``. The value is shared: treat it as frozen.
    Raises Misconfigured for a language without a pack, a missing table and one that does not parse.
    """
    if language not in languages():
        raise Misconfigured(
            f"no language pack for {language!r}",
            where="data/languages",
            remedy=f"there are packs for {', '.join(languages())}",
        )
    folder = f"languages/{language}"
    if _find(f"{folder}/{name}.toml").is_file():
        try:
            return tomllib.loads(data_text(f"{folder}/{name}.toml"))
        except tomllib.TOMLDecodeError as error:
            raise Misconfigured(
                str(error), where=f"data/{folder}/{name}.toml", remedy="mend the file's TOML"
            ) from error
    return {"rows": table(f"{folder}/{name}.csv")}


def _knowledge(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _knowledge(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(_KNOWLEDGE_SUFFIXES):
            yield f"{path}{entry.name}", entry


@cache
def lexicon_digest() -> Digest:
    """The SHA-256 of all knowledge files with their paths: what one reads with, in one word."""
    digest = hashlib.sha256()
    for path, entry in sorted(_knowledge(_root(), ""), key=lambda pair: pair[0]):
        content = entry.read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return Digest(digest.hexdigest())
