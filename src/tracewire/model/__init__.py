"""What things are: frozen values without input or output, on which everything else is built."""

from tracewire.model.amount import Quantity
from tracewire.model.claim import (
    DEALINGS,
    EMPLOYED,
    SPEECH,
    STAGES,
    Certainty,
    Claim,
    Fill,
    Kind,
    Polarity,
    Stage,
    reading_rule,
)
from tracewire.model.ids import ClaimId, Digest, DocumentId, canonical_json, digest_bytes, digest_text
from tracewire.model.script import Paragraph, Script, Sentence, Token
from tracewire.model.source import NARRATOR, Source
from tracewire.model.text import Document, Part, PartKind, Rejected, Span
from tracewire.model.when import Edtf, first_day, last_day

__all__ = [
    "DEALINGS",
    "EMPLOYED",
    "NARRATOR",
    "SPEECH",
    "STAGES",
    "Certainty",
    "Claim",
    "ClaimId",
    "Digest",
    "Document",
    "DocumentId",
    "Edtf",
    "Fill",
    "Kind",
    "Paragraph",
    "Part",
    "PartKind",
    "Polarity",
    "Quantity",
    "Rejected",
    "Script",
    "Sentence",
    "Source",
    "Span",
    "Stage",
    "Token",
    "canonical_json",
    "digest_bytes",
    "digest_text",
    "first_day",
    "last_day",
    "reading_rule",
]
