"""The folder of a dossier: whose it is, what was written to it, and how strangers' words stay words."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from tracewire.errors import Misconfigured, writing

__all__ = ["MANIFEST", "Writer", "data_block", "replacing", "shown"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MANIFEST = "manifest.json"
_MAKING = ".dossier-being-made"
_BOTH = "manifest-of-both.json"


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes the files of one dossier and counts them: to the folder `making`, before they go to `out`.

    Raises Misconfigured or Unavailable where the system refuses to write.
    """

    out: Path
    making: Path
    written: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    size: int = 0

    def put(self, path: str, content: str | bytes) -> None:
        raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
        target = self.making / path
        with writing(self.out):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
        self._count(path, hashlib.sha256(raw).hexdigest(), len(raw))

    def stream(self, path: str, rows: Iterable[str]) -> None:
        whole, size = hashlib.sha256(), 0
        with writing(self.out), (self.making / path).open("wb") as file:
            for row in rows:
                raw = (row + "\n").encode("utf-8", "replace")
                file.write(raw)
                whole.update(raw)
                size += len(raw)
        self._count(path, whole.hexdigest(), size)

    def close(self, **about: Any) -> None:
        """Writes the manifest: `about` the dossier, and the digest of each of its files."""
        manifest = {**about, "files": dict(sorted(self.written.items()))}
        with writing(self.out):
            (self.making / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")

    def _count(self, path: str, digest: str, size: int) -> None:
        if path in self.written:
            raise ValueError(f"two pages of one name: {path}")
        self.written[path] = digest
        self.size += size
        self.pages += path.endswith(".html")


@contextmanager
def replacing(out: Path) -> Iterator[Writer]:
    """Writes the next dossier beside the earlier one in `out`; at the end it takes that one's place.

    Until everything is written the earlier dossier stays as it is: where the body raises, or the disk is
    full, nothing of it is lost. The new files lie in a hidden folder within `out`, and not next to it: they
    can be renamed into place also where `out` is a mount of its own, or the only folder that may be written.
    The body puts the manifest last. Raises Misconfigured where `out` holds a file that no report wrote, or
    may not be written; Unavailable where there is no room.
    """
    earlier = _files_of_reports(out)
    new = not out.exists()
    making = out / _MAKING
    try:
        with writing(out):
            shutil.rmtree(making, ignore_errors=True)  # of a run that was killed
            making.mkdir(parents=True)
        yield Writer(out=out, making=making)
        with writing(out):
            _swap(making, out, earlier)
    finally:
        shutil.rmtree(making, ignore_errors=True)
        if new:
            with suppress(OSError):  # a dossier is in it
                out.rmdir()


def _files_of_reports(out: Path) -> frozenset[str]:
    """The files that earlier reports wrote to `out`. Raises Misconfigured where there are others."""
    if not os.path.lexists(out):
        return frozenset()
    if not out.is_dir():
        raise Misconfigured("that is a file", where=str(out), remedy="name a folder for the dossier")
    with writing(out):
        present = set(_files(out)) - {MANIFEST}
    known = _listed(out / MANIFEST)
    if foreign := sorted(present - known):
        more = f" and {len(foreign) - 1:,} more" if len(foreign) > 1 else ""
        raise Misconfigured(
            f"the folder holds files that are no dossier's: {foreign[0]}{more}",
            where=str(out),
            remedy="move them elsewhere, or name a new or empty folder",
        )
    return frozenset(present)


def _files(out: Path) -> Iterator[str]:
    """What lies in `out` at whatever depth and is no folder; a link to a folder is none."""

    def fail(error: OSError) -> None:
        raise error

    for folder, below, names in os.walk(out, onerror=fail):
        here = Path(folder)
        if here == out and _MAKING in below:
            below.remove(_MAKING)
        links = [name for name in below if (here / name).is_symlink()]
        for name in (*links, *names):
            yield (here / name).relative_to(out).as_posix()


def _listed(manifest: Path) -> frozenset[str]:
    """The files that a manifest lists; none where there is no manifest."""
    if not os.path.lexists(manifest):
        return frozenset()
    try:
        told = json.loads(manifest.read_text("utf-8"))
        if not told["tracewire"]:  # other programs have files of this name
            raise ValueError("whose manifest is it?")
        return frozenset(map(str, told["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"{MANIFEST} is no manifest of a dossier",
            where=str(manifest),
            remedy="name a new or empty folder",
        ) from error


def _swap(making: Path, out: Path, earlier: frozenset[str]) -> None:
    """Moves what is made into `out`, and removes what of the earlier dossier has no successor."""
    made = sorted(set(_files(making)) - {MANIFEST})
    for folder in sorted({(out / name).parent for name in made}):
        folder.mkdir(parents=True, exist_ok=True)
    # First of all a manifest of both, so that a run that is killed leaves a folder in which it can be
    # repeated.
    told = json.loads((making / MANIFEST).read_text("utf-8"))
    told["files"] = dict.fromkeys(sorted({*made, *earlier}), "")
    (making / _BOTH).write_text(json.dumps(told), "utf-8")
    (making / _BOTH).replace(out / MANIFEST)
    for name in made:
        (making / name).replace(out / name)
    gone = earlier.difference(made)
    for name in gone:
        (out / name).unlink(missing_ok=True)
    for folder in sorted({(out / name).parent for name in gone} - {out}, reverse=True):
        with suppress(OSError):  # it holds others
            folder.rmdir()
    (making / MANIFEST).replace(out / MANIFEST)


def shown(text: str) -> Markup:
    """A stretch of stored text for a page: escaped, and control characters made visible, one sign for one.

    A page cannot carry them (a parser drops or replaces them), and silence about them would hide tampering.
    """
    safe = str(escape(text))
    if not _CONTROLS.search(safe):
        return Markup(safe)
    return Markup(_CONTROLS.sub(_picture, safe))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x0D:
        return "&#13;"  # a bare carriage return would be read as a line feed
    sign = chr(0x2400 + code) if code < 0x20 else "\ufffd"
    return f'<span class="ctrl" title="U+{code:04X}">{sign}</span>'


def data_block(value: Any) -> Markup:
    """`value` for a data block in a page: no passage can end the block or open a comment in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
    )
