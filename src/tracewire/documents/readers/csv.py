"""A CSV file with a header line holds one document a row; the columns are named as the fields of JSON
Lines.

The bytes of a document are those of its row, which may be several lines. Rows are read one at a time, so that
a file may be of any size; an open quotation mark costs its row and not the rest of the file.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from tracewire.documents.charset import decode
from tracewire.documents.readers.fields import TEXT
from tracewire.documents.readers.jsonl import byte_lines, drafted
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake
from tracewire.model import Rejected, digest_bytes

__all__ = ["read"]


_AGAIN = 10
"""How often a file's lines may be read again, on average, behind quotation marks that are left open: then the
rest is given up, or a file of open marks would cost the square of its lines."""


class _RowTooBig(Exception):
    pass


class _Rows:
    """Rows with their bytes. The csv module asks for the lines of a row one by one, which tells where a
    row ends.
    """

    def __init__(self, lines: Iterator[tuple[int, bytes | None]], longest: int) -> None:
        self._lines = lines
        self._again: deque[tuple[int, bytes]] = deque()
        self._longest = longest
        self.taken: list[tuple[int, bytes]] = []
        self._size = 0
        self._first = self._repeated = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            number, line = self._again.popleft()
        else:
            number, found = next(self._lines)
            self._first += 1
            if found is None:
                self.taken.append((number, b""))
                raise _RowTooBig
            line = found
        self.taken.append((number, line))
        self._size += len(line)
        if self._size > self._longest:
            raise _RowTooBig
        decoded = decode(line)
        return line.decode("latin-1") if isinstance(decoded, Refusal) else decoded.text

    def row_taken(self) -> tuple[int, bytes]:
        """The number of the first line and the bytes of the lines taken since the last call."""
        number = self.taken[0][0] if self.taken else 0
        content = b"".join(line for _, line in self.taken)
        self.taken, self._size = [], 0
        return number, content.rstrip(b"\r\n")

    def put_back(self) -> tuple[int, bytes]:
        """Gives up the first of the lines taken, and reads the others again."""
        number, line = self.taken[0]
        self._again.extendleft(reversed(self.taken[1:]))
        self._repeated += len(self.taken) - 1
        self.taken, self._size = [], 0
        return number, line

    def worn(self) -> bool:
        """Whether lines were read again so often that the rest of the file is not worth it."""
        return self._repeated > self._first * _AGAIN


def _delimiter(header: str) -> str:
    # The header names columns, so the delimiter is the one of the four that it holds most; csv.Sniffer
    # guesses letters.
    return max(",;\t|", key=header.count)


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The documents of a CSV file, row by row."""
    # A limit of the whole process: fields of articles pass the default of 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), intake.limits.max_bytes))
    stream = byte_lines(intake)
    head = decode(stream.head(65536).partition(b"\n")[0])
    delimiter = "," if isinstance(head, Refusal) else _delimiter(head.text)
    rows = _Rows(stream.lines(intake.limits.max_bytes), intake.limits.max_bytes)
    reader = csv.reader(rows, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooBig) as error:
            number, line = rows.put_back()
            too_big = isinstance(error, _RowTooBig)
            reason = f"a row of more than {intake.limits.max_bytes:,} bytes" if too_big else str(error)
            yield rejected(
                f"{intake.label}:{number}", "too-big" if too_big else "csv", reason, raw=digest_bytes(line)
            )
            reader = csv.reader(rows, delimiter=delimiter, strict=True)
            if rows.worn():
                yield rejected(
                    intake.label, "csv", f"open quotation marks throughout; given up at line {number}"
                )
                return
            if header is None:
                yield rejected(intake.label, "columns", "the header line cannot be read")
                return
            continue
        number, content = rows.row_taken()
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = [cell.strip().lower() for cell in row]
            if not any(name in header for name in TEXT):
                yield rejected(intake.label, "columns", f"no text column among {', '.join(header)[:200]}")
                return
            continue
        if len(row) > len(header):
            reason = f"{len(row)} cells under {len(header)} columns"
            yield rejected(f"{intake.label}:{number}", "csv", reason, raw=digest_bytes(content))
            continue
        yield drafted(
            dict(zip(header, row, strict=False)),
            content,
            name=f"{intake.name}-{number}",
            intake=intake,
            extractor="csv/1",
            media_type="text/csv",
        )
