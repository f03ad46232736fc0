"""A law of reading: however a text writes its accents, it is the same document and makes the same claims."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tracewire.claims import rules_extractor
from tracewire.documents import Received, read_documents
from tracewire.language import identify
from tracewire.ledger import open_ledger
from tracewire.model import Document, digest_bytes, digest_text
from tracewire.reading import Known, Read, read_into

SAMPLES = Path(__file__).parents[2] / "samples" / "dispatches"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def apart(text: str) -> str:
    """`text` with its accents apart from their letters."""
    return unicodedata.normalize("NFD", text)


def read(folder: Path) -> Mapping[str, Document]:
    found = read_documents([folder], today=date(2026, 1, 1), identify=identify)
    return {one.document.id: one.document for one in found if isinstance(one, Received)}


def test_a_sample_with_its_accents_apart_gives_the_claims_of_the_sample(tmp_path: Path) -> None:
    changed = 0
    for path in filter(Path.is_file, SAMPLES.rglob("*")):
        content = path.read_bytes()
        target = tmp_path / path.relative_to(SAMPLES)
        target.parent.mkdir(exist_ok=True)
        try:
            target.write_bytes(apart(content.decode("utf-8")).encode())
        except UnicodeDecodeError:  # a PDF, an archive
            target.write_bytes(content)
        changed += target.read_bytes() != content
    assert changed >= 10
    usual, decomposed = read(SAMPLES), read(tmp_path)
    assert set(usual) == set(decomposed) and len(usual) > 20
    extractor = rules_extractor()
    names = list(usual)
    one, other = (list(extractor.extract_many([side[n] for n in names])) for side in (usual, decomposed))
    assert sum(map(len, one)) > 20
    for name, claims, same in zip(names, one, other, strict=True):
        assert replace(decomposed[name], raw=usual[name].raw) == usual[name]
        assert tuple(same) == tuple(claims), name
        if (path := SAMPLES / f"{name}.txt").exists():
            text = path.read_bytes().decode("utf-8")
            assert usual[name].text == text, name  # what is composed is stored as it came
            assert decomposed[name].raw == digest_bytes(apart(text).encode())


def test_what_a_ledger_holds_apart_stays_and_is_read_anew(tmp_path: Path) -> None:
    folder = tmp_path / "dispatches"
    folder.mkdir()
    text = apart("date 2023-06-09\n\nL’Iran a livré six drones à la Russie, a déclaré le ministère.\n")
    (folder / "drones.txt").write_bytes(text.encode())
    extractor = rules_extractor()
    label = f"{extractor.name} {extractor.version}"
    [now] = read(folder).values()
    before = replace(now, text=text, text_digest=digest_text(text), parts=())
    with open_ledger(f"sqlite:///{tmp_path}/arms.db") as ledger:
        ledger.append(
            before, text.encode(), [], recorded_at=NOON, extractor=label, extractor_digest=digest_text("1")
        )
        assert ledger.verify().ok
        for expected in (Read, Known):
            received = read_documents([folder], today=date(2026, 1, 1), identify=identify)
            [outcome] = read_into(ledger, received, extractor, clock=lambda: NOON)
            assert isinstance(outcome, expected)
        assert ledger.verify().ok
        assert ledger.as_of(1).document(now.id).document.text == text
        assert ledger.as_of().document(now.id).document == now
