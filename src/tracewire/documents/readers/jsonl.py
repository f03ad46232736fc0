"""A JSON Lines file holds one document a line; a JSON file one, or an array of them.

The text is stored as the record has it, so that offsets made on the record count here, if its accents are
composed (Unicode's form C). `id` names the document; without one it is the file's name and the line. The
bytes of a document are its line.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from tracewire.documents.charset import decode, wide
from tracewire.documents.readers.fields import TEXT, described, named
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake, Peekable, Transcoded, whole
from tracewire.model import Rejected, digest_bytes

__all__ = ["byte_lines", "drafted", "read", "read_whole"]


def byte_lines(intake: Intake) -> Peekable:
    """The stream as UTF-8 or another set in which a line end is one byte."""
    head = intake.stream.head()
    charset = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(head[:2]) or wide(head)
    return Peekable(Transcoded(intake.stream, charset)) if charset else intake.stream


def drafted(
    record: Any, content: bytes, *, name: str, intake: Intake, extractor: str, media_type: str
) -> Draft | Rejected:
    """The document of one record; `name` is its id if the record has none."""
    if not isinstance(record, dict):
        return rejected(
            name, "json", f"a record is an object, not {type(record).__name__}", raw=digest_bytes(content)
        )
    fields = {str(key).lower(): value for key, value in record.items()}
    about = described(fields)
    document = about.id or name
    text = named(fields, TEXT)
    if not isinstance(text, str):
        reason = "no text field" if text is None else f"the text field holds {type(text).__name__}"
        return rejected(document, "text-field", reason, raw=digest_bytes(content))
    return Draft(
        name=document,
        content=content,
        text=text,
        media_type=media_type,
        extractor=extractor,
        published=about.published,
        title=about.title,
        outlet=about.outlet,
        agency=about.agency,
        byline=about.byline,
        language=about.language,
        url=about.url or (intake.url if name == intake.name else None),
    )


def _loaded(text: str) -> tuple[Any, str | None]:
    try:
        return json.loads(text), None
    except RecursionError:
        return None, "nested too deeply"
    except ValueError as error:
        return None, str(error)


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The documents of a JSON Lines file; a broken line does not hide the next."""
    stream = byte_lines(intake)
    for number, line in stream.lines(intake.limits.max_bytes):
        label = f"{intake.label}:{number}"
        if line is None:
            yield rejected(label, "too-big", f"more than {intake.limits.max_bytes:,} bytes")
            continue
        content = line.rstrip(b"\r\n")
        if not content.removeprefix(codecs.BOM_UTF8).strip():
            continue
        decoded = decode(content)
        if isinstance(decoded, Refusal):
            yield rejected(label, decoded.code, decoded.reason, raw=digest_bytes(content))
            continue
        record, wrong = _loaded(decoded.text)
        if wrong:
            ended = not line.endswith(b"\n") and content.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
            code, reason = ("truncated", "the last line ends in the middle") if ended else ("json", wrong)
            yield rejected(label, code, reason, raw=digest_bytes(content))
            continue
        yield drafted(
            record,
            content,
            name=f"{intake.name}-{number}",
            intake=intake,
            extractor="jsonl/1",
            media_type="application/jsonl",
        )


@whole
def read_whole(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The documents of a JSON file: an object, or an array of objects."""
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        yield rejected(intake.label, decoded.code, decoded.reason, raw=digest_bytes(content))
        return
    value, wrong = _loaded(decoded.text)
    if wrong:
        yield rejected(intake.label, "json", wrong, raw=digest_bytes(content))
        return
    if not isinstance(value, list):
        yield drafted(
            value, content, name=intake.name, intake=intake, extractor="json/1", media_type="application/json"
        )
        return
    for number, record in enumerate(value, 1):
        own = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        name = f"{intake.name}-{number}"
        yield drafted(
            record, own, name=name, intake=intake, extractor="json/1", media_type="application/json"
        )
