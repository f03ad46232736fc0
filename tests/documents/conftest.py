"""What the tests of the readers share: a day, and a reading of files given by name and content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracewire.documents import Received, read_documents
from tracewire.model import Document, Rejected

TODAY = date(2024, 10, 1)


class Outcome:
    """What a reading gave: documents by id, rejections as (document, code), and the bytes."""

    def __init__(self, outcomes: list[Received | Rejected]) -> None:
        self.all = outcomes
        self.documents: dict[str, Document] = {
            str(one.document.id): one.document for one in outcomes if isinstance(one, Received)
        }
        self.contents: dict[str, bytes] = {
            str(one.document.id): one.content for one in outcomes if isinstance(one, Received)
        }
        self.rejected: list[tuple[str, str]] = [
            (one.document, one.code) for one in outcomes if isinstance(one, Rejected)
        ]

    @property
    def one(self) -> Document:
        """The only document of a reading without rejections."""
        assert not self.rejected, self.all
        assert len(self.documents) == 1
        return next(iter(self.documents.values()))


Reading = Callable[..., Outcome]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Writes files into a folder and reads the folder: `reading({"a.txt": b"…"})`."""

    def read(files: dict[str, bytes | str], **options: Any) -> Outcome:
        folder = tmp_path / "folder"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        options.setdefault("today", TODAY)
        return Outcome(list(read_documents([folder], **options)))

    return read
