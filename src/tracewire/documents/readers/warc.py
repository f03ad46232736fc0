"""A WARC archive holds one document a successful response of HTML, text or PDF.

The id is the address without its scheme; a later capture of the same address with other content adds its day
and time. The bytes of a document are the body of the response, its transfer encoding undone. Requests,
metadata and revisit records are no documents and are passed over; every other response is counted as
rejected. Memory holds one record at a time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tracewire.documents.readers import html, markdown, pdf, text
from tracewire.documents.refusals import rejected
from tracewire.documents.sniff import recognised
from tracewire.documents.stream import Draft, Intake, Peekable
from tracewire.model import Rejected, digest_bytes

__all__ = ["address_id", "read"]

_READ = re.compile(r"text/(?:html|plain|markdown)|application/(?:xhtml\+xml|pdf|octet-stream)")
_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def address_id(address: str) -> str:
    """A readable, stable document id for a web address: without scheme, fragment, "www." and final slash."""
    plain = re.sub(r"^[a-z][a-z0-9+.-]*://", "", address.strip("<> \t\r\n"), flags=re.IGNORECASE).partition(
        "#"
    )[0]
    host, slash, path = plain.removeprefix("www.").partition("/")
    return (
        re.sub(r"\s+", "_", f"{host.lower()}{slash}{unquote(path, errors='replace')}".rstrip("/"))
        or "address"
    )


def read(intake: Intake) -> Iterator[Draft | Rejected]:
    """The documents of an archive, in its order."""
    records = 0
    try:
        # fastwarc is given the unpacked stream: it would unpack by itself, but without a limit.
        archive = iter(
            ArchiveIterator(
                intake.stream, record_types=_TYPES, parse_http=True, auto_decode="all", fsspec_args=False
            )
        )
    except OSError as error:
        yield rejected(intake.label, "damaged", f"the archive cannot be opened ({error})")
        return
    while True:
        try:
            record = next(archive)
        except StopIteration:
            break
        except BaseException as error:
            if not _is_broken(error):
                raise
            code = "truncated" if records else "damaged"
            yield rejected(intake.label, code, f"the archive breaks off after {records} records ({error})")
            return
        records += 1
        yield from _record(record, intake, records)
    if not records and intake.stream.damage is None:
        yield rejected(intake.label, "empty", "the archive holds no response")


def _is_broken(error: BaseException) -> bool:
    """Whether fastwarc met broken bytes. Its Rust core panics on some, which reaches Python past
    `Exception`.
    """
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _record(record: Any, intake: Intake, number: int) -> Iterator[Draft | Rejected]:
    address = record.headers.get("WARC-Target-URI") or ""
    name = address_id(address) if address else f"{intake.name}-{number}"
    headers = record.http_headers if record.is_http else None
    if headers is not None:
        status = headers.status_code
        if status is not None and not 200 <= status < 300:
            yield rejected(name, "http-status", f"the response is {status}")
            return
        media_type = (record.http_content_type or "").lower()
    else:
        media_type = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if media_type and not _READ.match(media_type):
        yield rejected(name, "media-type", f"{media_type} is not read")
        return
    encoded = headers is not None and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))
    try:
        content = record.reader.read(intake.limits.max_bytes + 1)
    except BaseException as error:
        if not _is_broken(error):
            raise
        yield rejected(name, "damaged", f"the body of the response cannot be decoded ({error})")
        return
    if len(content) > intake.limits.max_bytes:
        yield rejected(name, "too-big", f"more than {intake.limits.max_bytes:,} bytes")
        return
    if not content.strip():
        yield rejected(name, "empty", "the response has no body")
        return
    if not encoded and len(content) < record.content_length:
        yield rejected(
            name,
            "truncated",
            f"{len(content):,} of {record.content_length:,} bytes",
            raw=digest_bytes(content),
        )
        return
    one = replace(
        intake,
        name=name,
        label=name,
        stream=Peekable(io.BytesIO(content)),
        suffix="",
        url=address or None,
        charset=record.http_charset if record.is_http else None,
        media_type=media_type,
    )
    captured = record.headers.get("WARC-Date") or ""
    for outcome in _read_one(one, content, media_type):
        if isinstance(outcome, Draft) and captured:
            yield replace(outcome, alternate=f"{name}@{captured}")
        else:
            yield outcome


def _read_one(one: Intake, content: bytes, media_type: str) -> Iterator[Draft | Rejected]:
    found = recognised(content[:4096], "", media_type)
    if found == "pdf":
        yield from pdf.document(one, content)
    elif found == "html":
        yield html.article(one, content)
    elif found == "markdown":
        yield from markdown.read(one)
    elif isinstance(found, str):
        yield from text.read(one)
    else:
        yield rejected(one.label, found.code, found.reason, raw=digest_bytes(content))
