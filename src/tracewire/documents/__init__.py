"""From bytes to documents: readers, dates, datelines and credits, rejections and near-duplicates."""

from tracewire.documents.dates import WrittenDate, edtf_of
from tracewire.documents.duplicates import Resemblance, Signature, same_story, signature
from tracewire.documents.fetch import Answer, Fetched, Fetcher, HttpFetcher, exchange
from tracewire.documents.intake import Received, read_documents
from tracewire.documents.layout import Layout, parse_parts
from tracewire.documents.refusals import REFUSALS, Refusal
from tracewire.documents.stream import Limits

__all__ = [
    "REFUSALS",
    "Answer",
    "Fetched",
    "Fetcher",
    "HttpFetcher",
    "Layout",
    "Limits",
    "Received",
    "Refusal",
    "Resemblance",
    "Signature",
    "WrittenDate",
    "edtf_of",
    "exchange",
    "parse_parts",
    "read_documents",
    "same_story",
    "signature",
]
