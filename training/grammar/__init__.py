"""Dispatch-like sentences with their Universal Dependencies trees, made from a grammar."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from training.corpus import Word

__all__ = ["Grammar", "grammar_of"]


class Grammar(Protocol):
    """A language's constructions and words, with chance built in."""

    def generate(self) -> list[Word]: ...


def grammar_of(lang: str, seed: int) -> Grammar:
    """The grammar of a language; the same seed gives the same sentences."""
    name = {"fr": "French", "en": "English"}[lang]
    grammar: Grammar = getattr(import_module(f"training.grammar.{lang}"), name)(seed)
    return grammar
