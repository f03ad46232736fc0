"""Excerpts of real texts with their marks: `python -m training.marks.excerpts MIRROR --out FOLDER`.

The repository holds no text of others. `training/excerpts/<language>.jsonl` names, for each excerpt, a
file in a public repository (`repository`, `commit`, `path`, and `record` where one file holds many
texts), the rule that turns it into plain text, where the excerpt stands in that (`at`: first and last
code point), its SHA-256, its day of publication, and its claims as the exercises have them, but with
places in the excerpt (`[start, end]`) where those have words. This script reads the texts out of bare
copies of the repositories and writes exercises that `training.marks.learn` reads. What is not there, or
reads otherwise, is told and left out.
"""

from __future__ import annotations

import argparse
import csv
import functools
import hashlib
import html
import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from training.marks.exercises import as_gold, marked_claim

__all__ = ["RULES", "located", "main", "worded"]

_MARKS = Path(__file__).resolve().parents[1] / "excerpts"
_A_FILE = 60
_FIELD = 1 << 24
"""Characters of one field of a table at most."""
_HELD = "-held"
"""How the names of sets end that are measured on, and become no exercises."""
_ASIDES = ("Lire aussi", "Lire l", "Article réservé", "Pour ne rien manquer", "Il vous reste")
"""How paragraphs of a page begin that are no part of its article."""
_PAIRS, _NUMBERED = ("s", "r", "i", "pl"), ("q", "w")


# Claims: words and their places


def _word(text: str, place: list[int]) -> str:
    """The words at a place; "@2" behind them says that it is their second occurrence."""
    words = text[place[0] : place[1]]
    number, at = 0, -1
    while at < place[0]:
        at = text.find(words, at + 1)
        number += 1
    return f"{words}@{number}"


def _each(claim: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    changed = dict(claim, t=change(claim["t"]))
    for key in _PAIRS:
        if claim.get(key):
            changed[key] = [[change(words), value] for words, value in claim[key]]
    for key in _NUMBERED:
        if claim.get(key):
            changed[key] = [change(claim[key][0]), *claim[key][1:]]
    if claim.get("src"):
        changed["src"] = dict(claim["src"], m=change(claim["src"]["m"]))
    return changed


def worded(text: str, claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with places as an exercise has it: the words that stand there."""
    return _each(claim, lambda place: _word(text, place))


def located(claim: dict[str, Any], place: Callable[[str], tuple[int, int]]) -> dict[str, Any]:
    """A claim of an exercise with places for its words, as `place` finds them."""
    return _each(claim, lambda words: list(place(words)))


# Files: plain text by the rule of their set


def _markup_off(text: str) -> str:
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{<.*?>\}\}", "", text, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[.#][^{}\n]*\}", "", text)
    text = re.sub(r"(\S)[*_]{1,2}", r"\1", re.sub(r"[*_]{1,2}(\S)", r"\1", text))
    text = re.sub(r"^(?:#+|>+) *", "", text, flags=re.MULTILINE)
    text = re.sub(r"[^\S\n]*\\?$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _titled_markdown(text: str, _: str) -> str:
    title = re.search(r'^title: *"?(.*?)"?\s*$', text, re.MULTILINE)
    return (f"{title[1]}\n\n" if title else "") + _markup_off(text)


def _front(text: str) -> tuple[str, str]:
    found = re.match(r"\A---\s*\n(.*?)\n---\s*\n(.*)\Z", text, re.DOTALL)
    return (found[1], found[2]) if found else ("", text)


def _field(meta: str, key: str) -> str:
    found = re.search(rf"^{key}\s*: *(.*(?:\n  +\S.*)*)", meta, re.MULTILINE)
    if not found:
        return ""
    value = found[1].replace("\\_", " ").replace("\\ ", " ").replace("\\\n", " ")
    return " ".join(value.split()).strip("'\"> ").strip()


def _unmarked(text: str) -> str:
    text = re.sub(r"\{\{<.*?>\}\}", "", text, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)(\{[^}\n]*\})?", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"(\S)[*_]{1,3}(?=\W|$)", r"\1", re.sub(r"(?<!\w)[*_]{1,3}(\S)", r"\1", text))
    text = re.sub(r"^(?:#+|>) *", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    text = re.sub(r"[^\S\n]*\\?$", "", text, flags=re.MULTILINE)
    text = re.sub(r"<[^>\n]{1,300}>", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _post(change: Callable[[str], str] = lambda body: body) -> Callable[[str, str], str]:
    def rule(text: str, _: str) -> str:
        meta, body = _front(text)
        return _field(meta, "title") + "\n\n" + _unmarked(change(body))

    return rule


def _joined_lines(body: str) -> str:
    return re.sub(r"(?<=\S)\n(?=[^\n\s#*\-])", " ", body)


def _web_post(text: str, _: str) -> str:
    meta, body = _front(text)
    body = re.sub(r"</p>|<br */?>|</h\d>", "\n\n", body)
    body = re.sub(r"<(script|style).*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(r"\[ad_\d\]", "", html.unescape(re.sub(r"<[^>]*>", "", body)))
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", body) if part.strip()]
    return _field(meta, "post_title") + "\n\n" + "\n\n".join(parts)


def _orange(text: str, _: str) -> str:
    title = re.search(r'<meta content="([^"]*)" property="og:title"', text)
    found = re.search(r"<!-- TEXTE -->(.*?)</div><!-- articleBody", text, re.DOTALL)
    body = found[1] if found else ""
    body = re.sub(
        r"<script.*?</script>|<style.*?</style>|<div class=\"ms-embed.*?</div></div>"
        r"|<blockquote class=\"twitter.*?</blockquote>",
        "",
        body,
        flags=re.DOTALL,
    )
    body = re.sub(r"<br/>\s*", "\n", re.sub(r"\s*\n\s*", " ", body))
    body = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</p>|</h\d>|</li>|</div>", "\n\n", body)))
    body = "\n\n".join(part.strip() for part in re.split(r"\n+", body) if part.strip())
    return (html.unescape(title[1]).strip() + "\n\n" if title else "") + body


def _timeml(text: str, _: str) -> str:
    found = [re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("TITLE", "TEXT")]
    parts = [html.unescape(re.sub(r"<[^>]*>", "", part[1])).strip() for part in found if part]
    return "\n\n".join(part for part in parts if part and not part.startswith("="))


def _reuters(text: str, record: str) -> str:
    item = re.search(rf'<REUTERS[^>]*NEWID="{record}">(.*?)</REUTERS>', text, re.DOTALL)
    told = {}
    for tag in ("TITLE", "DATELINE", "BODY"):
        found = re.search(rf"<{tag}>(.*?)</{tag}>", item[1], re.DOTALL) if item else None
        told[tag] = found[1] if found else ""
    body = re.sub(r"&#\d+;", "", told["BODY"])
    parts = [" ".join(part.split()) for part in re.split(r"\n(?= {4})|\n(?= *(?:Reuter|REUTER)\b)", body)]
    parts[0] = f"{told['DATELINE'].strip()} {parts[0]}"
    return html.unescape("\n\n".join([told["TITLE"].strip(), *filter(None, parts)]))


@functools.lru_cache(maxsize=16)
def _rows(text: str) -> list[dict[str, str]]:
    csv.field_size_limit(_FIELD)
    return list(csv.DictReader(io.StringIO(text)))


def _numbered_row(title: str, body: str) -> Callable[[str, str], str]:
    def rule(text: str, record: str) -> str:
        row = _rows(text)[int(record)]
        return row[title].strip() + "\n\n" + row[body].strip()

    return rule


def _linked_row(text: str, record: str) -> str:
    row = next(row for row in _rows(text) if row["Link"] == record)
    return row["Headline"].strip() + "\n\n" + row["Article_Content"].strip()


def _named_row(text: str, record: str) -> str:
    row = next(row for row in _rows(text) if row["unit_id"] == record)
    return row["article_title"].strip() + "\n\n" + row["article_content"].strip()


def _numbered_paragraphs(text: str, record: str) -> str:
    lines = (line.split("\t", 2) for line in text.split("\n"))
    return "\n\n".join(line[2].strip() for line in lines if len(line) == 3 and line[0] == record)


def _object(title: str, body: Callable[[dict[str, Any]], str]) -> Callable[[str, str], str]:
    def rule(text: str, _: str) -> str:
        told = json.loads(text)
        return str(told[title]).strip() + "\n\n" + body(told).strip()

    return rule


def _body_parts(told: dict[str, Any]) -> str:
    return "\n\n".join(part["text"] for part in told["contents"] if part.get("role") == "body")


def _crawled(text: str, record: str) -> str:
    page = re.search(rf'^<filname="PROF-{re.escape(record)}"> ¤ (.*)$', text, re.MULTILINE)
    body = (page[1] if page else "").rpartition("Partage désactivé")[2]
    body = re.split(r"Services Le Monde|Vous pouvez lire Le Monde sur|La suite est réservée", body)[0]
    parts = [" ".join(part.split()) for part in re.split(r"\s{6,}", body)]
    return "\n\n".join(part for part in parts if part and not part.startswith(_ASIDES))


def _feed_item(text: str, record: str) -> str:
    """The item of a feed with that address, or that number of all the file's."""
    items = re.findall(r"<item\b.*?</item>", text, re.DOTALL)
    item = items[int(record)] if record.isdigit() else next(one for one in items if f">{record}<" in one)
    told = [re.search(rf"<{tag}>(.*?)</{tag}>", item, re.DOTALL) for tag in ("title", "description")]
    parts = [re.sub(r"<!\[CDATA\[|\]\]>", "", part[1]) if part else "" for part in told]
    return "\n\n".join(html.unescape(part).strip() for part in parts)


def _plain(text: str, _: str) -> str:
    return text.strip()


RULES: dict[str, Callable[[str, str], str]] = {
    "aamc": lambda text, _: _markup_off(text),
    "aggregator": _post(),
    "akinarticle": _titled_markdown,
    "amateur": _post(),
    "bias": _object("title", lambda told: str(told["content_original"])),
    "compared": _linked_row,
    "crawled": _crawled,
    "crisis": _plain,
    "dated-md": lambda text, _: _unmarked(re.sub(r"^Published :.*$|^---$", "", text, flags=re.MULTILINE)),
    "fakes": _named_row,
    "feed": _web_post,
    "isot": _numbered_row("title", "text"),
    "feed-items": _feed_item,
    "invasion": _numbered_row("headlines", "articles"),
    "long": _object("title", lambda told: "\n\n".join(told["body_paragraphs"])),
    "orangesum": _orange,
    "newspaper": _plain,
    "pen0": _post(lambda body: body.replace("<excerpt/>", "")),
    "reuters87": _reuters,
    "semeval": _plain,
    "semeval-fr": _numbered_paragraphs,
    "services": _plain,
    "sisihagen": _titled_markdown,
    "tabloid": _post(html.unescape),
    "te3": _timeml,
    "weekly": _object("title", _body_parts),
    "whitehouse": _post(_joined_lines),
}
"""By the name of the set: from the file's text and the record to plain text."""


class _Mirror:
    """Bare copies of repositories: that of OWNER/NAME at OWNER+NAME, or there in repo/ or repo/.git."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @functools.lru_cache(maxsize=16)  # noqa: B019 - one mirror a run
    def file(self, repository: str, commit: str, path: str) -> str | None:
        base = self._folder / repository.replace("/", "+", 1)
        for git in (base / "repo" / ".git", base / "repo", base):
            if (git / "HEAD").exists():
                command = ["git", f"--git-dir={git}", "cat-file", "blob", f"{commit}:{path}"]
                result = subprocess.run(command, capture_output=True, check=False)
                if result.returncode == 0:
                    return result.stdout.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return None


def excerpt(mirror: _Mirror, row: dict[str, Any]) -> str | None:
    """The text of one excerpt, or None where the file is not there or reads otherwise."""
    text = mirror.file(row["repository"], row["commit"], row["path"])
    if text is None:
        return None
    part = RULES[row["set"]](text, row["record"])[slice(*row["at"])]
    return part if hashlib.sha256(part.encode()).hexdigest() == row["sha256"] else None


def _exercises(mirror: _Mirror, rows: list[dict[str, Any]], count: Counter[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        text = excerpt(mirror, row)
        count[f"{row['set']} {'missing' if text is None else 'found'}"] += 1
        if text is not None:
            claims = [worded(text, claim) for claim in row["claims"]]
            yield {"date": row["date"], "style": row["set"], "text": text, "claims": claims}


def _gold(name: str, text: str, claims: list[dict[str, Any]], ahead: int) -> Iterator[dict[str, Any]]:
    """The claims as `tracewire evaluate` takes them; `ahead` code points stand before the excerpt's text."""
    for claim in claims:
        marked = marked_claim(text, worded(text, claim))
        yield as_gold(marked, name, ahead) | {"evidence": marked.trigger.of(text)}


def _write_gold(mirror: _Mirror, rows: list[dict[str, Any]], folder: Path) -> None:
    """The excerpts as dispatches, and beside their folder their claims: for `tracewire evaluate`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number, row in enumerate(rows, 1):
        if (text := excerpt(mirror, row)) is not None:
            head = f"date {row['date']}\n\n"
            name = f"{number:04d}"
            (folder / f"{name}.txt").write_text(f"{head}{text}\n", encoding="utf-8")
            claims = list(_gold(name, text, row["claims"], len(head)))
            lines += [json.dumps(claim, ensure_ascii=False) for claim in claims or [{"document": name}]]
    folder.with_suffix(".gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("mirror", type=Path, help="folder of bare copies of the repositories")
    parser.add_argument("--out", type=Path, required=True, help="where the folders go, as fr-r and en-r")
    parser.add_argument(
        "--gold", action="store_true", help="write dispatches and gold for `tracewire evaluate` instead"
    )
    options = parser.parse_args()
    mirror, count = _Mirror(options.mirror), Counter[str]()
    for marks in sorted(_MARKS.glob("*.jsonl")):
        rows = [json.loads(line) for line in marks.read_text(encoding="utf-8").splitlines()]
        if options.gold:
            _write_gold(mirror, rows, options.out / marks.stem)
            continue
        if marks.stem.endswith(_HELD):
            continue
        folder = options.out / f"{marks.stem}-r"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in _exercises(mirror, rows, count)]
        for start in range(0, len(lines), _A_FILE):
            name = folder / f"{start // _A_FILE + 1:02d}.jsonl"
            name.write_text("".join(lines[start : start + _A_FILE]), encoding="utf-8")
    for told, number in sorted(count.items()):
        print(told, number)


if __name__ == "__main__":
    main()
