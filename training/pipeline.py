"""What network reads a language, and how are gold sentences shown to it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from tracewire.language.tokenizer import WordRules, customise, doc_maker, spacy_code
from training.corpus import Word, read, text_of, typographic

__all__ = ["DATA", "TREEBANKS", "Teacher", "build", "warm_start"]

DATA = Path(__file__).parent.parent / "src" / "tracewire" / "data" / "languages"

# Files under the treebanks folder; a slice takes some of the sentences.
TREEBANKS: dict[str, dict[str, list[tuple[str, slice]]]] = {
    "fr": {
        "train": [
            ("French-Sequoia/fr_sequoia-ud-train.conllu", slice(None)),
            ("French-PUD/fr_pud-ud-test.conllu", slice(None)),
            ("French-GSD/fr_gsd-ud-dev.conllu", slice(1276)),
        ],
        "dev": [
            ("French-Sequoia/fr_sequoia-ud-dev.conllu", slice(None)),
            ("French-GSD/fr_gsd-ud-dev.conllu", slice(1276, None)),
        ],
        "test": [
            ("French-Sequoia/fr_sequoia-ud-test.conllu", slice(None)),
            ("French-GSD/fr_gsd-ud-test.conllu", slice(None)),
        ],
    },
    "en": {
        "train": [
            ("English-EWT/en_ewt-ud-train.conllu", slice(None)),
            ("English-GUM-open/en_gumopen-ud-train.conllu", slice(None)),
        ],
        "dev": [
            ("English-EWT/en_ewt-ud-dev.conllu", slice(600)),
            ("English-GUM-open/en_gumopen-ud-dev.conllu", slice(None)),
        ],
        "test": [
            ("English-EWT/en_ewt-ud-test.conllu", slice(None)),
            ("English-GUM-open/en_gumopen-ud-test.conllu", slice(None)),
        ],
    },
}

# A small convolutional network: four layers of width 96 see nine words; the parser's features see further.
CONFIG = """
[nlp]
lang = "{lang}"
pipeline = ["tok2vec", "morphologizer", "parser"]

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 2500]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.morphologizer]
factory = "morphologizer"
label_smoothing = 0.05
overwrite = true
extend = false

[components.morphologizer.model]
@architectures = "spacy.Tagger.v2"
normalize = false

[components.morphologizer.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "*"

[components.parser]
factory = "parser"
learn_tokens = false
min_action_freq = 15
update_with_oracle_cut_size = 100

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 96
maxout_pieces = 2
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "*"
"""


def build(lang: str) -> Any:
    """An untrained pipeline with our tokenizer."""
    config = spacy.util.load_config_from_str(CONFIG.format(lang=spacy_code(lang)))
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    customise(nlp, WordRules.read(DATA / lang / "parser" / "tokenizer.toml"))
    return nlp


def warm_start(nlp: Any, folder: Path) -> None:
    """Take over the weights of an earlier model of the same shape, saved as a spaCy folder."""
    for name in nlp.pipe_names:
        nlp.get_pipe(name).from_disk(folder / name, exclude=["vocab"])


class Teacher:
    """A source of training examples: treebank text and generated dispatches, several sentences a document."""

    def __init__(self, nlp: Any, lang: str, treebanks: Path, grammar: Any, seed: int) -> None:
        self.vocab = nlp.vocab
        self.make = doc_maker(nlp, WordRules.read(DATA / lang / "parser" / "tokenizer.toml"))
        self.rng = Random(seed)
        self.grammar = grammar
        self.lang = lang
        self.sets = {
            part: [sentence for name, chosen in files for sentence in list(read(treebanks / name))[chosen]]
            for part, files in TREEBANKS[lang].items()
            if part != "test"
        }
        self.labels: set[str] | None = None
        self.generated = self.mismatched = 0

    def example(self, sentences: Sequence[list[Word]]) -> Example:
        """One document of consecutive sentences."""
        words: list[Word] = []
        heads: list[int] = []
        for sentence in sentences:
            offset = len(words)
            for index, word in enumerate(sentence):
                heads.append(offset + (word.head - 1 if word.head else index))
            words.extend(sentence)
            words[-1].space = True
        reference = Doc(
            self.vocab,
            words=[word.form for word in words],
            spaces=[word.space for word in words],
            pos=[word.upos for word in words],
            morphs=[self._known(word) for word in words],
            heads=heads,
            deps=[word.dep if word.head else "ROOT" for word in words],
        )
        predicted, _ = self.make(reference.text.rstrip())
        return Example(predicted, reference)

    def _known(self, word: Word) -> str:
        """The word's features, or the nearest combination that the tagger knows."""
        if self.labels is None or not word.feats:
            return word.feats
        label = f"{word.feats}|POS={word.upos}"
        if _sorted(label) in self.labels:
            return word.feats
        mine = set(word.feats.split("|"))
        same = [other for other in self.labels if f"POS={word.upos}" in other.split("|")]
        if not same:
            return ""
        best = min(
            same, key=lambda other: (len(mine ^ (set(other.split("|")) - {f"POS={word.upos}"})), other)
        )
        return "|".join(part for part in best.split("|") if not part.startswith("POS="))

    def treebank(self, part: str, *, shuffle: bool = True) -> Iterator[list[list[Word]]]:
        """Documents of one to six sentences, once through the set."""
        sentences = self.sets[part]
        groups = []
        index = 0
        while index < len(sentences):
            size = self.rng.randint(1, 6) if shuffle else 5
            groups.append(sentences[index : index + size])
            index += size
        if shuffle:
            self.rng.shuffle(groups)
        for group in groups:
            yield [typographic(sentence, self.rng) for sentence in group] if shuffle else group

    def sentence(self) -> list[Word]:
        """A generated sentence whose words are those of our tokenizer."""
        while True:
            words: list[Word] = self.grammar.generate()
            self.generated += 1
            if len(words) > 70:
                continue
            cut = [token.text for token in self.make(text_of(words))[0]]
            if cut == [word.form for word in words]:
                return words
            self.mismatched += 1

    def dispatch(self) -> list[list[Word]]:
        return [self.sentence() for _ in range(self.rng.choice([1, 1, 2, 2, 3, 4]))]

    def batches(self, generated_share: float, size: int) -> Iterator[list[Example]]:
        """Batches of about `size` words, for ever."""
        corpus: Iterator[list[list[Word]]] = iter(())
        from_treebank = from_grammar = 0
        while True:
            batch: list[Example] = []
            words = 0
            while words < size:
                if from_grammar <= generated_share * (from_grammar + from_treebank):
                    document = self.dispatch() if generated_share else next(corpus)
                    from_grammar += sum(map(len, document))
                else:
                    try:
                        document = next(corpus)
                    except StopIteration:
                        corpus = self.treebank("train")
                        document = next(corpus)
                    from_treebank += sum(map(len, document))
                if sum(map(len, document)) < 2:
                    continue
                batch.append(self.example(document))
                words += len(batch[-1].reference)
            yield batch

    def gold(self, documents: Iterable[list[list[Word]]]) -> list[Example]:
        return [self.example(document) for document in documents]


def _sorted(label: str) -> str:
    return "|".join(sorted(label.split("|")))
