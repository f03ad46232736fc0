"""Real servers on ports of this machine: one of feeds, one that takes webhooks, one that takes mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["MailServer", "Page", "WebServer"]


@dataclass
class Page:
    """What the server answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/xml"
    etag: str | None = None
    drop: bool = False  # take the request and close without an answer


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class WebServer:
    """Answers `pages` by path, and remembers who asked what."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append(Asked(self.command, self.path, headers, body))
                page = outer.pages.get(self.path, Page(status=404))
                if page.drop:
                    self.close_connection = True
                    return
                if page.etag is not None and headers.get("if-none-match") == page.etag:
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(page.status)
                self.send_header("Content-Type", page.media_type)
                self.send_header("Content-Length", str(len(page.body)))
                if page.etag is not None:
                    self.send_header("ETag", page.etag)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @contextmanager
    def running(self) -> Iterator[WebServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def to(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path == path]


class MailServer:
    """Takes mail by SMTP (RFC 5321); `answers` are what it says instead of its usual answer to a command."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: dict[str, str] = {}
        self.silent_after_data = False
        self.refused: set[str] = set()  # addresses that it does not know
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 test server")
                sender, recipients = "", []
                while line := self.rfile.readline():
                    command = line.decode().strip()
                    verb = command.split(" ")[0].upper().split(":")[0]
                    if verb in outer.answers:
                        self._say(outer.answers[verb])
                        continue
                    match verb:
                        case "EHLO" | "HELO":
                            self._say("250 test server")
                        case "MAIL":
                            sender = command
                            self._say("250 ok")
                        case "RCPT" if any(one in command for one in outer.refused):
                            self._say("550 nobody of that name")
                        case "RCPT":
                            recipients.append(command)
                            self._say("250 ok")
                        case "DATA":
                            self._say("354 go on")
                            content = b""
                            while (more := self.rfile.readline()) not in (b".\r\n", b""):
                                content += more[1:] if more.startswith(b".") else more
                            outer.envelopes.append((sender, recipients))
                            outer.mails.append(message_from_bytes(content, policy=policy.default))
                            if outer.silent_after_data:
                                return
                            self._say(outer.answers.get("END", "250 taken"))
                        case "QUIT":
                            self._say("221 bye")
                            return
                        case _:
                            self._say("250 ok")

            def _say(self, line: str) -> None:
                self.wfile.write(f"{line}\r\n".encode())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @contextmanager
    def running(self) -> Iterator[MailServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
