"""What do words and names stand for? The only package that opens `data/`: read, check, find, digest."""

from tracewire.lexicon.entries import Entry, EntryKind, Hit
from tracewire.lexicon.files import data_text, language_table, languages, lexicon_digest, table
from tracewire.lexicon.fold import Folded, fold, fold_text
from tracewire.lexicon.gazetteer import Gazetteer, load_gazetteer
from tracewire.lexicon.items import EVIDENCE_CLASSES, ItemTree, item_classes
from tracewire.lexicon.names import Place, parties, party_name, place, state_name
from tracewire.lexicon.speakers import (
    Bloc,
    bloc_of,
    is_government,
    plain_name,
    speaker_class,
    speaker_name,
    state_of_outlet,
)

__all__ = [
    "EVIDENCE_CLASSES",
    "Bloc",
    "Entry",
    "EntryKind",
    "Folded",
    "Gazetteer",
    "Hit",
    "ItemTree",
    "Place",
    "bloc_of",
    "data_text",
    "fold",
    "fold_text",
    "is_government",
    "item_classes",
    "language_table",
    "languages",
    "lexicon_digest",
    "load_gazetteer",
    "parties",
    "party_name",
    "place",
    "plain_name",
    "speaker_class",
    "speaker_name",
    "state_name",
    "state_of_outlet",
    "table",
]
