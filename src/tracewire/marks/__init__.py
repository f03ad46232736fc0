"""Which words of a text state a claim, and which words fill its roles? Read by a trained model."""

from tracewire.marks.features import FEATURES, word_features
from tracewire.marks.labels import ROLES, SIDES, Labels, Speaker
from tracewire.marks.marker import Marker, load_marker, marker_digest
from tracewire.marks.network import Network
from tracewire.marks.pieces import Pieces
from tracewire.marks.reading import Mark, RoleSpan
from tracewire.marks.windows import Passage
from tracewire.marks.wordpieces import WordPieces
from tracewire.marks.words import Word, split_words

__all__ = [
    "FEATURES",
    "ROLES",
    "SIDES",
    "Labels",
    "Mark",
    "Marker",
    "Network",
    "Passage",
    "Pieces",
    "RoleSpan",
    "Speaker",
    "Word",
    "WordPieces",
    "load_marker",
    "marker_digest",
    "split_words",
    "word_features",
]
