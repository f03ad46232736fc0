"""A mail (RFC 5322, MIME) is one document: its text, dated and headed as its header says.

The text is the part of plain text, and that of HTML where there is no plain one or it is blank. `Date` is the
publication, `Subject` the headline, and whoever stands in `From` the outlet: the name, or the host of an
address without one. Other parts (attachments, forwarded mails) are documents of their own, which nobody
named: they are told and left. So is the mail that an answer quotes, whose words are another's and of another
day; what stands below the mark of a signature is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from tracewire.documents.charset import decode
from tracewire.documents.markup import plain_text
from tracewire.documents.readers import html
from tracewire.documents.readers.fields import titled
from tracewire.documents.refusals import Refusal, rejected
from tracewire.documents.stream import Draft, Intake, whole
from tracewire.model import Rejected, digest_bytes

__all__ = ["read"]

_EXTRACTOR = "mail/1"
_FIELD = re.compile(rb"^(?:content-[a-z-]{1,30}|from|subject|date):[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_COSTLIEST = 10_000**2
"""The squares of the lengths of the fields that are looked at, together: the parser's time grows with them (2
s for one of 10,000 bytes, Nov 2026). No mail has more.
"""
_SHOWN = 5
_SIGNATURE = re.compile(r"^-- \n(?:.*\n){0,20}.*\Z", re.MULTILINE)
"""The mark of RFC 3676, section 4.3, with what stands below it; more lines than a signature has are text."""


@whole
def read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    """The one document of a mail."""
    raw = digest_bytes(content)
    try:
        outcomes = list(_read(intake, content))
    except Exception as error:  # the parser meets whatever the header and the parts hold
        reason = f"the mail cannot be taken apart ({type(error).__name__})"
        outcomes = [rejected(intake.label, "damaged", reason, raw=raw)]
    yield from outcomes


def _read(intake: Intake, content: bytes) -> Iterator[Draft | Rejected]:
    raw = digest_bytes(content)
    if sum(len(field[0]) ** 2 for field in _FIELD.finditer(content)) > _COSTLIEST:
        yield rejected(intake.label, "damaged", "a field of the header has no end", raw=raw)
        return
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    if not message.keys():
        yield rejected(intake.label, "damaged", "named a mail, but it has no header", raw=raw)
        return
    versions = [part for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None]
    draft: Draft | Rejected = rejected(intake.label, "no-text", "no part of the mail is text", raw=raw)
    for part in versions:
        draft = _drafted(intake, content, part)
        if isinstance(draft, Draft) and draft.text.strip():
            break
    quotes = False
    if isinstance(draft, Draft):
        title = _words(message["subject"])
        own, quotes = _own_words(draft.text, answers="in-reply-to" in message or "references" in message)
        draft = replace(
            draft,
            text=titled(title, own) if own.strip() else "",
            published=_words(message["date"]) or draft.published,
            title=title or draft.title,
            outlet=_sender(message) or draft.outlet,
            language=_words(message["content-language"]),
        )
    yield draft
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        yield rejected(intake.label, "truncated", "the mail ends before its last part does", raw=raw)
    others = [
        part
        for part in _leaves(message)
        if part.is_attachment()
        or (part.get_content_maintype() != "image" and not any(part is one for one in versions))
    ]
    left = ["the mail that it quotes"] if quotes else []
    left += [_name(part) for part in others]
    if left:
        names = ", ".join(left[:_SHOWN])
        more = f" and {len(left) - _SHOWN:,} more" if len(left) > _SHOWN else ""
        yield rejected(intake.label, "attachment", f"left in the mail: {names}{more}", raw=raw)


def _leaves(message: MIMEPart) -> Iterator[MIMEPart]:
    """The parts of a mail that hold something, in its order; a mail within is one part."""
    waiting: list[MIMEPart] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(list(part.iter_parts()))
        else:
            yield part


def _drafted(intake: Intake, content: bytes, part: MIMEPart) -> Draft | Rejected:
    """The document whose text is in `part`, before the header of the mail is asked."""
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    charset = part.get_content_charset()
    if part.get_content_subtype() == "html":
        inner = replace(intake, charset=charset, url=None)
        found = html.article(inner, payload)
        if isinstance(found, Draft):
            extractor = f"{_EXTRACTOR}; {found.extractor}"
            return replace(found, content=content, media_type="message/rfc822", extractor=extractor)
        if found.code != "no-text":
            return replace(found, raw=digest_bytes(content))
    decoded = decode(payload, declared=charset)
    if isinstance(decoded, Refusal):
        return rejected(intake.label, decoded.code, decoded.reason, raw=digest_bytes(content))
    is_html = part.get_content_subtype() == "html"
    return Draft(
        name=intake.name,
        content=content,
        text=plain_text(decoded.text) if is_html else decoded.text,
        media_type="message/rfc822",
        extractor=f"{_EXTRACTOR} {decoded.charset}",
    )


def _own_words(text: str, *, answers: bool) -> tuple[str, bool]:
    """What the sender of a mail wrote in it, and whether it quotes another: in one that answers, lines behind
    a ">" and the words above the first of them that say whose they are ("… a écrit :").
    """
    own: list[str] = []
    quotes = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if answers and line.startswith(">"):
            if not quotes and "".join(own).rstrip().endswith(":"):
                del own[_last_paragraph(own) :]
            quotes = True
        else:
            own.append(line)
    return _SIGNATURE.sub("", "\n".join(own)), quotes


def _last_paragraph(lines: list[str]) -> int:
    """Where the last lines begin that no blank one parts."""
    at = len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    while at and lines[at - 1].strip():
        at -= 1
    return at


def _words(value: object) -> str | None:
    return " ".join(str(value or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    """Who sent the mail: a name, or the host of an address without one."""
    field = message["from"]
    for address in getattr(field, "addresses", ()):
        if name := _words(address.display_name) or _words(address.domain):
            return name
    return None


def _name(part: MIMEPart) -> str:
    return _words(part.get_filename()) or part.get_content_type()
