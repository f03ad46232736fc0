"""Which characters do these bytes write?

Order: a byte-order mark; UTF-8, if all of it is valid; the declared character set; UTF-16 without a mark, by
its zero bytes; cp1252 for Latin script, else what charset-normalizer finds. Nothing is dropped: bytes that no
character set explains become U+FFFD one by one, and a text with many of them is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from tracewire.documents.refusals import Refusal

__all__ = ["Decoded", "composed", "decode", "looks_binary", "tidy", "wide"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (sound, video or WebP)"),
    (b"\x7fELF", "an executable"),
    (b"\xcf\xfa\xed\xfe", "an executable"),
    (b"\xca\xfe\xba\xbe", "an executable"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"{\\rtf", "a rich text file"),
    (b"wOFF", "a font"),
)
# Files of Office Open XML begin with one of these parts, those of OpenDocument with their media type.
_OFFICE = re.compile(
    rb"\[Content_Types\]\.xml|_rels/|(?:word|xl|ppt|docProps)/|mimetypeapplication/vnd\.oasis\.opendocument"
)
# Sets of the old Macintosh explain any Cyrillic or Greek bytes as well as the sets that are in use.
_UNLIKELY = ["mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_turkish"]
# Codecs of Python's own that count as text there and are no character set that anybody writes in (Python
# library reference, codecs, "Python Specific Encodings").
_NO_CHARSET = frozenset(
    ["idna", "mbcs", "oem", "palmos", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"]
)
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127, *range(55296, 57344)], "�")
_CONTROLS |= {0x0B: "\n", 0x0C: "\n"}
_LONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# Accents are put in order in a time that grows with the square of those on one letter: 40,000 took 2 s (Nov
# 2026). Nothing composes across an ASCII character.
_PIECES = re.compile(r"[\s\S]{1,1000}(?=[\x00-\x7f]|\Z)|[\s\S]{1,1000}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the character set it came in; `lost` counts bytes at the end that were half a character."""

    text: str
    charset: str
    lost: int = 0


def looks_binary(head: bytes) -> str | None:
    """What the first bytes are, if they are no text."""
    if head.startswith(b"PK\x03\x04") and _OFFICE.search(head):
        return "an office document"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:12] in (b"ftypheic", b"ftypisom", b"ftypmp42", b"ftypavif", b"ftypM4V "):
        return "an image or video"
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return "an executable"
    if any(head.startswith(mark) for mark, _ in _MARKS) or wide(head):
        return None
    zeros = head.count(0)
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    # A stray control character is a typing accident; one byte in a hundred is none.
    return "no text" if zeros > 3 + len(head) // 1000 or controls > 3 + len(head) // 100 else None


def decode(content: bytes, *, declared: str | None = None) -> Decoded | Refusal:
    """The text of `content`, without its byte-order mark; `declared` is what a header or the markup says
    of it.
    """
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _with_mark(content[len(mark) :], charset)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) and error.start >= len(content) - 3 and "unexpected end" in error.reason:
            return Decoded(content[: error.start].decode("utf-8"), "utf-8", len(content) - error.start)
    if (known := _declared(declared)) and known != "utf-8":
        try:
            return Decoded(content.decode(known), known)
        except (UnicodeError, LookupError):  # not all codecs raise the narrower UnicodeDecodeError
            pass
    if unmarked := wide(content[:4096]):
        return _with_mark(content, unmarked)
    if mended := _mostly_utf8(content):
        return mended
    return _legacy(content)


def _declared(name: str | None) -> str | None:
    try:
        found = codecs.lookup((name or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Browsers read both names as cp1252 (WHATWG Encoding, section 4.2), and pages rely on it. Codecs of bytes
    # are none.
    if found.name in ("iso8859-1", "ascii"):
        return "cp1252"
    if found.name in _NO_CHARSET or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def _with_mark(content: bytes, charset: str) -> Decoded | Refusal:
    width = {"utf-8": 1, "utf-16-le": 2, "utf-16-be": 2}.get(charset, 4)
    lost = len(content) % width
    whole = content[: len(content) - lost] if lost else content
    text = whole.decode(charset, "replace")
    if charset == "utf-8":
        try:
            whole.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.end >= len(whole) and "unexpected end" in error.reason:
                return Decoded(whole[: error.start].decode("utf-8"), charset, len(whole) - error.start)
    return _unless_garbled(Decoded(text, charset, lost))


def wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Latin script every second byte is zero."""
    if len(head) < 4:
        return None
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd * 10 > pairs * 7 and even * 10 < pairs:
        return "utf-16-le"
    if even * 10 > pairs * 7 and odd * 10 < pairs:
        return "utf-16-be"
    return None


def _mostly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as when files of two character sets were joined."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for character in text if character > "\u007f") - broken
    return Decoded(text, "utf-8") if letters > broken * 4 else None


def _legacy(content: bytes) -> Decoded | Refusal:
    letters = sum(1 for byte in content if 65 <= byte <= 90 or 97 <= byte <= 122)
    high = sum(1 for byte in content if byte >= 128)
    # French has 3 to 6 accents a hundred letters; Cyrillic or Greek in one byte a letter has hardly anything
    # else.
    if high * 4 <= letters:
        try:
            return Decoded(content.decode("cp1252"), "cp1252")
        except UnicodeDecodeError:
            if not any(0x80 <= byte <= 0x9F for byte in content):
                return Decoded(content.decode("latin-1"), "latin-1")
    best = from_bytes(content, cp_exclusion=_UNLIKELY).best()
    if best is None:
        return Refusal("encoding", "no character set explains the bytes")
    return _unless_garbled(Decoded(content.decode(best.encoding, "replace"), best.encoding))


def _unless_garbled(decoded: Decoded) -> Decoded | Refusal:
    broken = decoded.text.count("\ufffd")
    if broken > 3 and broken * 100 > len(decoded.text):
        return Refusal("encoding", f"{broken:,} characters of {len(decoded.text):,} are broken")
    return decoded


def tidy(text: str) -> str | Refusal:
    """The text as it is stored: line ends are \\n, accents composed with their letters (Unicode's form C),
    nothing that XML or UTF-8 cannot hold, all else as it came.

    Page breaks become line ends, other control characters and lone surrogates U+FFFD, one by one. No-break
    spaces, soft hyphens and marks of direction stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = text[1:]
    broken = len(_LONE.findall(text))
    if broken:
        text = text.translate(_CONTROLS)
        if broken > 3 and broken * 50 > len(text):
            return Refusal("binary", f"{broken:,} control characters in {len(text):,}")
    return composed(text)


def composed(text: str) -> str:
    """`text` with accents composed with their letters, as the tables and the parsers know them: "é" is one
    code point, though Macs and some PDFs write two. Texts that are so already stay as they are.
    """
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECES.findall(text))
