"""Why can a document not be used, and what can its author do about it?

`REFUSALS` holds every code; docs/rejections.md tells them to the user, and a test keeps the two in step.
Codes are stable: scripts count and filter by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracewire.model import Digest, Rejected

__all__ = ["REFUSALS", "Refusal", "rejected"]

REFUSALS: Mapping[str, str] = {
    # getting at the bytes
    "missing": "check the path",
    "unreadable": "give the reading user permission, or leave the file out",
    "link-loop": "remove the symbolic link that leads back to its own folder",
    "not-a-file": "read regular files and folders only; pipe other things to `-`",
    "unavailable": "try again later, or save the page and read the file",
    "address-refused": "read http(s) addresses that answer with a document",
    "too-big": "split it (a JSON array into JSON Lines), or raise the limit",
    "decompression-bomb": "unpack it yourself and look at what is inside",
    "truncated": "fetch the file again; what was whole has been read",
    # what the bytes are
    "empty": "leave the file out, or fetch it again",
    "binary": "unpack an archive, and store an office document as PDF; what is read is text, Markdown, HTML, "
    "PDF, JSON Lines, CSV, mail, feeds and WARC",
    "media-type": "only HTML, text and PDF responses of an archive are read",
    "http-status": "only successful responses of an archive are read",
    "encoding": "store the text as UTF-8",
    "damaged": "repair the file, or fetch it again",
    "encrypted": "store the document without a password",
    "no-text": "run text recognition over a scan, or store the article's text",
    "attachment": "save it from the mail and read the file; the mail's own text has been read if it has one",
    "too-long": "split the text, or raise the limit",
    # what a record says
    "json": "write one JSON object a line",
    "csv": "close the quotation marks and keep to one delimiter",
    "columns": "name a column text (or content, body) in the header line",
    "text-field": "give each record a text field: text, content or body",
    # when it was published
    "date-missing": "add a first line `date 2024-05-12`, or pass --published",
    "date-unreadable": "write the date as 2024-05-12, 2024-05 or 2024",
    "date-impossible": "write a day that the calendar has",
    "date-future": "check the date, or the clock of this machine",
    "date-too-early": "check the date: nothing before 1900 is read",
    # within the batch
    "duplicate": "nothing: the same bytes are already read under this id",
    "id-taken": "give each text an id of its own, or read the common folder of files with equal names",
    # what nobody foresaw
    "reading-failed": "report it with the document; the others were read",
}
"""Code → remedy."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code of `REFUSALS` and the reason in this case, before it is known for which document."""

    code: str
    reason: str


def rejected(document: str, code: str, reason: str, *, raw: Digest | None = None) -> Rejected:
    """The rejection of `document` with the code's remedy."""
    return Rejected(document=document, code=code, reason=reason, remedy=REFUSALS[code], raw=raw)
