"""Text to trees of words: which language it is, where its words and sentences are, what hangs on what."""

from tracewire.language.identify import identify
from tracewire.language.pack import LANGUAGES, LanguagePack, load_pack, parser_digest

__all__ = ["LANGUAGES", "LanguagePack", "identify", "load_pack", "parser_digest"]
