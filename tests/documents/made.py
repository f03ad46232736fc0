"""Files of each format, made from invented dispatches, for the tests of the readers."""

from __future__ import annotations

from collections.abc import Sequence

LEAD = (
    "BELGRADE, 30 août 2024 (AFP) - La Ruritanie a commandé jeudi à la Syldavie douze avions d’entraînement, "
    "a annoncé son ministère de la Défense."
)
SECOND = (
    "Les livraisons commenceraient en 2027, selon un responsable qui a requis l’anonymat. "
    "Le montant du contrat n’a pas été communiqué."
)
ENGLISH = (
    "RURITAVIA (Reuters) - Ruritania has ordered twelve training aircraft from Syldavia, its defence "
    "ministry said "
    "on Thursday.\n\nDeliveries would begin in 2027, an official said on condition of anonymity.\n"
)


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    heading: str | None = None,
    created: str | None = None,
    title: str | None = None,
) -> bytes:
    """A PDF of pages of lines in Helvetica, of cp1252 and "ﬁ" alone, each page with `heading` in large type
    above it; `created` as "20240512".
    """
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def text(words: str) -> bytes:
        return (
            b"("
            + words.replace("ﬁ", "\x1f")
            .encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
            + b")"
        )

    font = add(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
        b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [31 /fi] >> >>"
    )
    kids = []
    parent = 2 * len(pages) + 2
    for lines in pages:
        shown = b" ".join(text(line) + b" Tj T*" for line in lines)
        large = b"/F1 24 Tf 30 TL " + text(heading) + b" Tj T* " if heading else b""
        stream = b"BT 50 780 Td " + large + b"/F1 11 Tf 14 TL " + shown + b" ET"
        content = add(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (parent, content, font)
            )
        )
    tree = add(
        b"<< /Type /Pages /Kids ["
        + b" ".join(b"%d 0 R" % kid for kid in kids)
        + b"] /Count %d >>" % len(kids)
    )
    assert tree == parent
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    about = b""
    if created:
        about += b"/CreationDate (D:%s120000Z) " % created.encode()
    if title:
        about += b"/Title " + text(title) + b" "
    info = add(b"<< " + about + b">>")
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        info,
        start,
    )
    return bytes(out)


def warc_record(
    address: str,
    body: bytes,
    *,
    kind: str = "response",
    media_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    captured: str = "2024-09-01T10:15:00Z",
) -> bytes:
    """One record of a WARC archive with an HTTP response inside."""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: "
        f"<urn:uuid:00000000-0000-4000-8000-{abs(hash(address)) % 10**12:012}>\r\n"
        f"WARC-Date: {captured}\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; "
        f"msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(title: str, paragraphs: Sequence[str], *, head: str = "", language: str = "fr") -> str:
    """An HTML page of a news site with its furniture."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - Le '
        f"Courrier</title>"
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Le '
        f'Courrier">{head}</head>'
        f'<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{body}</article>"
        f"<footer><p>© 2019 Le Courrier. Tous droits réservés.</p></footer><script>track()</script>"
        f"</body></html>"
    )


def rss(items: Sequence[str], *, title: str = "Le Courrier") -> str:
    """An RSS 2.0 feed of items that are given as the XML inside <item>."""
    inner = "".join(f"<item>{item}</item>\n" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>https://courrier.example/</link><description>d</description>"
        f"<language>fr-fr</language>\n{inner}</channel></rss>"
    )
