"""What do words and names stand for? The only package that opens `data/`: read, check, find, digest."""

from tracewire.lexicon.entries import Entry, EntryKind, Hit
from tracewire.lexicon.files import data_text, language_table, languages, lexicon_digest, table
from tracewire.lexicon.fold import Folded, fold, fold_text
from tracewire.lexicon.gazetteer import Gazetteer, load_gazetteer
from tracewire.lexicon.items import EVIDENCE_CLASSES, ItemTree, item_classes
from tracewire.lexicon.meant import (
    NameUnknown,
    country_meant,
    item_meant,
    party_meant,
    place_meant,
    plain_weapon,
    speaker_meant,
    weapon_meant,
)
from tracewire.lexicon.names import Place, lies_in, parties, party_name, place, place_names, state_name
from tracewire.lexicon.speakers import (
    FORMER,
    Bloc,
    bloc_of,
    is_government,
    is_private,
    is_shared,
    office_of,
    plain_name,
    speaker_class,
    speaker_name,
    state_of_outlet,
)

__all__ = [
    "EVIDENCE_CLASSES",
    "FORMER",
    "Bloc",
    "Entry",
    "EntryKind",
    "Folded",
    "Gazetteer",
    "Hit",
    "ItemTree",
    "NameUnknown",
    "Place",
    "bloc_of",
    "country_meant",
    "data_text",
    "fold",
    "fold_text",
    "is_government",
    "is_private",
    "is_shared",
    "item_classes",
    "item_meant",
    "language_table",
    "languages",
    "lexicon_digest",
    "lies_in",
    "load_gazetteer",
    "office_of",
    "parties",
    "party_meant",
    "party_name",
    "place",
    "place_meant",
    "place_names",
    "plain_name",
    "plain_weapon",
    "speaker_class",
    "speaker_meant",
    "speaker_name",
    "state_name",
    "state_of_outlet",
    "table",
    "weapon_meant",
]
