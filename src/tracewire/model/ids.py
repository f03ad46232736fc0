"""Typed identifiers and the digests that they are made from."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NewType

__all__ = ["ClaimId", "Digest", "DocumentId", "canonical_json", "digest_bytes", "digest_text"]

DocumentId = NewType("DocumentId", str)
ClaimId = NewType("ClaimId", str)
Digest = NewType("Digest", str)
"""A SHA-256 in lower-case hexadecimal."""


def digest_bytes(content: bytes) -> Digest:
    """The SHA-256 of `content`."""
    return Digest(hashlib.sha256(content).hexdigest())


def digest_text(text: str) -> Digest:
    """The SHA-256 of `text` in UTF-8."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def canonical_json(value: Any) -> str:
    """`value` as JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
