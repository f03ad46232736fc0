"""The folder of a dossier: whose it is, what was written to it, and how strangers' words stay words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from tracewire.errors import Misconfigured

__all__ = ["MANIFEST", "Writer", "claim_folder", "data_block", "shown"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MANIFEST = "manifest.json"


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes the files of one dossier and counts them; a file that already says the same is left alone."""

    out: Path
    written: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    size: int = 0

    def put(self, path: str, content: str | bytes) -> None:
        raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
        self._count(path, hashlib.sha256(raw).hexdigest(), len(raw))

    def stream(self, path: str, rows: Iterable[str]) -> None:
        whole, size = hashlib.sha256(), 0
        with (self.out / path).open("wb") as file:
            for row in rows:
                raw = (row + "\n").encode("utf-8", "replace")
                file.write(raw)
                whole.update(raw)
                size += len(raw)
        self._count(path, whole.hexdigest(), size)

    def _count(self, path: str, digest: str, size: int) -> None:
        if path in self.written:
            raise ValueError(f"two pages of one name: {path}")
        self.written[path] = digest
        self.size += size
        self.pages += path.endswith(".html")


def claim_folder(out: Path) -> None:
    """Makes sure that `out` is ours to write in, and forgets the pages of an earlier dossier."""
    if out.exists() and not out.is_dir():
        raise Misconfigured("that is a file", where=str(out), remedy="name a folder for the dossier")
    out.mkdir(parents=True, exist_ok=True)
    manifest = out / MANIFEST
    if manifest.exists():
        try:
            known = [str(name) for name in json.loads(manifest.read_text("utf-8"))["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise Misconfigured(
                "the manifest of the earlier dossier cannot be read",
                where=str(manifest),
                remedy="remove the folder",
            ) from error
        # A run that was stopped listed nothing yet: its pages are known by their folders.
        known += [
            page.relative_to(out).as_posix()
            for folder in ("documents", "lines", "sources")
            for page in (out / folder).glob("*.html")
        ]
        root = out.resolve()
        for name in known:
            page = (out / name).resolve()
            if page.is_relative_to(root) and page.is_file():
                page.unlink()
    elif any(out.iterdir()):
        raise Misconfigured(
            "the folder holds files that are no dossier", where=str(out), remedy="name a new or empty folder"
        )
    # First of all, so that a run that is stopped leaves a folder in which it can be repeated.
    manifest.write_text('{"files": {}}', "utf-8")


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
