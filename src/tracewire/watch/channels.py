"""How an alert reaches people: a feed of alerts, a webhook, a mail.

A channel takes alerts and either returns (they are delivered) or raises `NotDelivered`, which says whether it
is worth trying again, or that nobody can know. Each alert has an id that is the same however often it is
sent: the feed's entry, the webhook's Idempotency-Key and the mail's Message-ID are made of it, so that a
receiver can tell a repetition, should a network make one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol
from xml.etree import ElementTree

from tracewire.model import digest_text
from tracewire.watch.config import AlertTo
from tracewire.watch.poll import wait_of

__all__ = ["AtomFile", "Channel", "Mail", "NotDelivered", "Outcome", "Webhook"]

_Alert = Mapping[str, Any]
_SECONDS = 20.0
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"


class Outcome(StrEnum):
    """What became of a delivery that did not succeed."""

    LATER = "later"  # it was not taken; try again
    REFUSED = "refused"  # it will never be taken as it is
    PARTLY = "partly"  # it was taken, for some of those who are to be told
    UNSURE = "unsure"  # it may have arrived: to try again could alert twice


class NotDelivered(Exception):
    """Alerts that a channel did not deliver; `wait` are the seconds that the receiver asked for."""

    def __init__(self, outcome: Outcome, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.wait = wait


class Channel(Protocol):
    """A way to tell alerts."""

    name: str
    one_by_one: bool
    """Whether each alert is delivered, and can fail, on its own."""
    repeatable: bool
    """Whether to deliver again what was delivered changes nothing for those who are told."""

    def deliver(self, alerts: Sequence[_Alert], *, now: datetime) -> None:
        """Tell `alerts`, oldest first. Raises NotDelivered."""
        ...


class AtomFile:
    """A feed of the latest alerts, for a feed reader or a web server to pick up (RFC 4287)."""

    one_by_one = False
    repeatable = True

    def __init__(self, to: AlertTo, latest: Callable[[int], Sequence[_Alert]]) -> None:
        assert to.path is not None
        self.name = to.name
        self._path: Path = to.path
        self._keep = to.keep
        self._latest = latest

    def deliver(self, alerts: Sequence[_Alert], *, now: datetime) -> None:
        """Write the whole feed anew, whatever is new in it: nothing can be in it twice."""
        told = self._latest(self._keep)
        ElementTree.register_namespace("", _ATOM)
        feed = ElementTree.Element(f"{{{_ATOM}}}feed")
        _add(feed, "id", f"urn:sha256:{digest_text('tracewire ' + self.name)}")
        _add(feed, "title", "Tracewire: changes in the ledger of arms transfers")
        _add(feed, "updated", told[0]["told_at"] if told else now.isoformat())
        _add(_add(feed, "author"), "name", "Tracewire")
        for alert in told:
            entry = _add(feed, "entry")
            _add(entry, "id", f"urn:sha256:{alert['id']}")
            _add(entry, "title", alert["sentence"])
            _add(entry, "updated", alert["told_at"])
            _add(entry, "category").set("term", alert["effect"])
            _add(entry, "content", _text(alert)).set("type", "text")
        content = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
        beside = self._path.with_name(self._path.name + ".new")
        try:
            beside.write_bytes(content)
            beside.replace(self._path)
        except OSError as error:
            raise NotDelivered(Outcome.LATER, f"{self._path}: {error.strerror}") from error


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}")
    made.text = None if text is None else _printable(text)
    return made


def _printable(text: str) -> str:
    """`text` without what XML and mail headers cannot hold: dispatches come as they come."""
    return _UNPRINTABLE.sub(" ", text)


def _text(alert: _Alert) -> str:
    """The alert as plain text: the sentence, and the passages that caused it."""
    lines = [alert["sentence"]]
    for cause in alert["causes"]:
        ended = ", no longer in force" if cause["ended"] else ""
        where = ", ".join(filter(None, (cause["source"], cause["document"], cause["published"])))
        passage = " ".join(cause["passage"].split())
        lines += ["", f"“{passage}”", f"    {where}, entry {cause['entry']}{ended}"]
    return "\n".join(lines)


class Webhook:
    """One POST an alert, as JSON; signed with HMAC-SHA256 of the body where there is a secret."""

    one_by_one = True
    repeatable = False

    def __init__(self, to: AlertTo, *, from_environment: bool = False) -> None:
        assert to.url is not None
        self.name = to.name
        self._url = to.url
        self._secret = to.secret
        self._from_environment = from_environment

    def deliver(self, alerts: Sequence[_Alert], *, now: datetime) -> None:
        import httpx

        with httpx.Client(timeout=_SECONDS, trust_env=self._from_environment) as client:
            for alert in alerts:
                self._post(client, alert, now)

    def _post(self, client: Any, alert: _Alert, now: datetime) -> None:
        import httpx

        body = json.dumps(alert, ensure_ascii=False).encode("utf-8", "replace")
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": alert["id"],
            "User-Agent": "Tracewire/0.1 (open monitor of arms transfers)",
        }
        if self._secret:
            signed = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Tracewire-Signature"] = f"sha256={signed}"
        try:
            response = client.post(self._url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotDelivered(Outcome.LATER, f"no connection: {error}") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise NotDelivered(Outcome.REFUSED, str(error)) from error
        except httpx.HTTPError as error:
            told = str(error) or type(error).__name__
            raise NotDelivered(Outcome.UNSURE, f"no answer after it was sent: {told}") from error
        status = response.status_code
        if 200 <= status < 300:
            return
        # A redirect is not followed, as the body is meant for this address; nor has anybody taken it.
        elsewhere = response.headers.get("location") if 300 <= status < 400 else None
        later = status >= 500 or 300 <= status < 400 or status in (408, 425, 429)
        raise NotDelivered(
            Outcome.LATER if later else Outcome.REFUSED,
            f"the receiver answers {status}" + (f" and points to {elsewhere}" if elsewhere else ""),
            wait=wait_of(response.headers, now),
        )


class Mail:
    """One mail for all alerts that are due (RFC 5321, 5322)."""

    one_by_one = False
    repeatable = False

    def __init__(self, to: AlertTo) -> None:
        assert to.host is not None and to.sender is not None
        self.name = to.name
        self._to = to

    def deliver(self, alerts: Sequence[_Alert], *, now: datetime) -> None:
        message = self._message(alerts, now)
        try:
            server = self._connected()
            try:
                refused = self._envelope(server)
                try:
                    code, answer = server.data(message.as_bytes())
                except (smtplib.SMTPServerDisconnected, OSError) as error:
                    raise NotDelivered(Outcome.UNSURE, f"the server fell silent: {error}") from error
                _check(code, answer)
            finally:
                # What it says to QUIT takes back nothing that it said before.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()
        except smtplib.SMTPResponseException as error:
            _check(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(Outcome.LATER, f"the mail server: {error}") from error
        if refused:
            raise NotDelivered(Outcome.PARTLY, "; ".join(refused))

    def _connected(self) -> smtplib.SMTP:
        to = self._to
        assert to.host is not None
        if to.tls == "tls":
            return smtplib.SMTP_SSL(to.host, to.port, timeout=_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(to.host, to.port, timeout=_SECONDS)

    def _envelope(self, server: smtplib.SMTP) -> list[str]:
        """Say who writes and to whom; those whom the server refuses for good, where it takes others."""
        to = self._to
        server.ehlo_or_helo_if_needed()
        if to.tls == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if to.user and to.secret:
            server.login(to.user, to.secret)
        _check(*server.mail(to.sender or ""))
        answers = [(one, *server.rcpt(one)) for one in to.to]
        refused = [one for one in answers if one[1] >= 500]
        for _, code, answer in answers if len(refused) == len(answers) else set(answers) - set(refused):
            _check(code, answer)
        return [f"the mail server answers {code} {_said(answer)} for {one}" for one, code, answer in refused]

    def _message(self, alerts: Sequence[_Alert], now: datetime) -> EmailMessage:
        to = self._to
        message = EmailMessage()
        message["From"] = to.sender
        message["To"] = ", ".join(to.to)
        message["Date"] = format_datetime(now)
        batch = digest_text(" ".join(alert["id"] for alert in alerts))
        message["Message-ID"] = f"<{batch[:32]}@tracewire.invalid>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
        first = " ".join(_printable(alerts[0]["sentence"]).split())
        more = f" (and {len(alerts) - 1} more)" if len(alerts) > 1 else ""
        message["Subject"] = f"Tracewire: {first[:120]}{'…' if len(first) > 120 else ''}{more}"
        body = "\n\n——\n\n".join(_text(alert) for alert in alerts)
        message.set_content(_printable(body) + "\n", charset="utf-8")
        return message


def _check(code: int, answer: bytes | str) -> None:
    """Raise NotDelivered unless the server took it: 4xx for now, 5xx for good (RFC 5321, section 4.2.1)."""
    if 200 <= code < 400:
        return
    outcome = Outcome.LATER if 400 <= code < 500 else Outcome.REFUSED
    raise NotDelivered(outcome, f"the mail server answers {code} {_said(answer)}")


def _said(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
