"""What is watched, how often, and who is told: one TOML file (docs/watch.md), without secrets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from tracewire.assess import Effect
from tracewire.errors import Misconfigured
from tracewire.ledger import LedgerView, Subject
from tracewire.lexicon import NameUnknown, item_meant, party_meant

__all__ = ["AlertTo", "Config", "ConfigUnfit", "FeedSource", "FolderSource", "load_config", "named"]


class ConfigUnfit(Misconfigured):
    """The watch file lacks a key, has one that is not known, or a value that cannot be used."""

    code = "watch-config-unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """An RSS or Atom feed. `seconds` is the shortest time between two visits; `articles` has the page behind
    each entry read in its place."""

    url: str
    seconds: float
    articles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSource:
    """A folder of documents, read whenever something in it has changed and come to rest."""

    path: Path
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTo:
    """Where changes are told. `kind` is atom, webhook or mail; `secret` is what the environment held."""

    kind: str
    name: str
    path: Path | None = None
    url: str | None = None
    host: str | None = None
    port: int = 25
    user: str | None = None
    tls: str = "none"  # none, starttls or tls
    sender: str | None = None
    to: tuple[str, ...] = ()
    secret: str | None = None
    keep: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A watch file; paths are resolved from its folder."""

    path: Path
    state: Path
    feeds: tuple[FeedSource, ...]
    folders: tuple[FolderSource, ...]
    alerts: tuple[AlertTo, ...]
    effects: frozenset[Effect]
    supplier: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    item: frozenset[str] = frozenset()


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST_SECONDS = 60.0
"""Nobody's server is asked more often than once a minute; a folder of our own may be."""

_T = TypeVar("_T")


class _Table:
    """A table of the file, whose keys are taken one by one: what is left over is a mistake."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._left = dict(values)
        self.where = where

    def take(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        value = self._left.pop(key, default)
        if value is None:
            raise ConfigUnfit(f"the key {key} is missing", where=self.where, remedy="see docs/watch.md")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.unfit(key, f"a {kind.__name__} is expected")
        return value

    def maybe(self, key: str, kind: type[_T]) -> _T | None:
        return self.take(key, kind) if key in self._left else None

    def words(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.unfit(key, "a list of words is expected")
        return tuple(values)

    def seconds(self, key: str, default: str) -> float:
        text = self.take(key, str, default)
        match = re.fullmatch(r"(\d+)\s*([smhd])", text.strip())
        if not match:
            raise self.unfit(key, "write 30s, 15m, 6h or 1d")
        return float(int(match[1]) * _UNITS[match[2]])

    def unfit(self, key: str, message: str) -> ConfigUnfit:
        return ConfigUnfit(f"{key}: {message}", where=self.where, remedy="see docs/watch.md")

    def end(self) -> None:
        if self._left:
            names = ", ".join(sorted(self._left))
            raise ConfigUnfit(f"not known: {names}", where=self.where, remedy="see docs/watch.md")


def load_config(path: Path, environment: Mapping[str, str]) -> Config:
    """The watch file at `path`. Raises ConfigUnfit."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigUnfit(f"cannot be read: {error}", where=str(path), remedy="see docs/watch.md") from error
    folder = path.absolute().parent
    top = _Table(values, str(path))
    every = top.take("every", str, "15m")
    feeds = tuple(_feed(one, every) for one in _tables(top, "feed"))
    folders = tuple(_folder(one, every, folder) for one in _tables(top, "folder"))
    alerts = tuple(_alert(one, folder, environment) for one in _tables(top, "alert"))
    names = [one.name for one in alerts]
    if len(set(names)) < len(names):
        raise ConfigUnfit("two alerts have one name", where=str(path), remedy="give each its own `name`")
    tell = _Table(top.take("tell", dict, {}), f"{path}: [tell]")
    effects = tell.words("effects") or tuple(effect.value for effect in Effect)
    unknown = sorted(set(effects) - {effect.value for effect in Effect})
    if unknown:
        raise tell.unfit("effects", f"not known: {', '.join(unknown)}")
    config = Config(
        path=path,
        state=folder / (top.maybe("state", str) or f"{path.name}.state"),
        feeds=feeds,
        folders=folders,
        alerts=alerts,
        effects=frozenset(map(Effect, effects)),
        supplier=frozenset(tell.words("supplier")),
        recipient=frozenset(tell.words("recipient")),
        item=frozenset(tell.words("item")),
    )
    tell.end()
    top.end()
    if not feeds and not folders:
        raise ConfigUnfit("nothing is watched", where=str(path), remedy="add a [[feed]] or a [[folder]]")
    return config


def named(config: Config, view: LedgerView) -> Config:
    """`config` with the codes and classes of what it asks for by name; those that only the ledger holds stay.

    Raises ConfigUnfit for a name that neither the tables nor the ledger know: it would be waited for in vain.
    """

    def meant(key: str, words: frozenset[str]) -> frozenset[str]:
        read = item_meant if key == "item" else party_meant
        subject = Subject.ITEM if key == "item" else Subject.PARTY
        try:
            return frozenset(read(word, held=lambda: view.names(subject)) for word in words)
        except NameUnknown as error:
            raise ConfigUnfit(
                f"{key}: {error.where}: {error.message}", where=f"{config.path}: [tell]", remedy=error.remedy
            ) from error

    return replace(
        config,
        supplier=meant("supplier", config.supplier),
        recipient=meant("recipient", config.recipient),
        item=meant("item", config.item),
    )


def _tables(top: _Table, key: str) -> list[_Table]:
    values = top.take(key, list, [])
    if not all(isinstance(value, dict) for value in values):
        raise top.unfit(key, f"write [[{key}]]")
    return [_Table(value, f"{top.where}: [[{key}]] {number}") for number, value in enumerate(values, 1)]


def _feed(table: _Table, every: str) -> FeedSource:
    url = table.take("url", str)
    if not re.match(r"https?://", url):
        raise table.unfit("url", "an http or https address is expected")
    found = FeedSource(
        url=url,
        seconds=max(_LEAST_SECONDS, table.seconds("every", every)),
        articles=table.take("articles", bool, False),
    )
    table.end()
    return found


def _folder(table: _Table, every: str, base: Path) -> FolderSource:
    found = FolderSource(path=base / table.take("path", str), seconds=table.seconds("every", every))
    table.end()
    return found


_TLS = ("none", "starttls", "tls")


def _alert(table: _Table, base: Path, environment: Mapping[str, str]) -> AlertTo:
    kind = table.take("kind", str)
    secret_env = table.maybe("secret_env", str)
    if secret_env is not None and not environment.get(secret_env):
        raise table.unfit("secret_env", f"the environment has no {secret_env}")
    secret = environment.get(secret_env) if secret_env else None
    match kind:
        case "atom":
            path = base / table.take("path", str)
            name = table.take("name", str, f"atom {path.name}")
            found = AlertTo(kind=kind, name=name, path=path, keep=table.take("keep", int, 200))
        case "webhook":
            url = table.take("url", str)
            if not re.match(r"https?://", url):
                raise table.unfit("url", "an http or https address is expected")
            found = AlertTo(kind=kind, name=table.take("name", str, f"webhook {url}"), url=url, secret=secret)
        case "mail":
            to = table.words("to")
            if not to:
                raise table.unfit("to", "name those who are to be told")
            tls = table.take("tls", str, "none")
            if tls not in _TLS:
                raise table.unfit("tls", f"one of {', '.join(_TLS)}")
            found = AlertTo(
                kind=kind,
                name=table.take("name", str, f"mail {', '.join(to)}"),
                host=table.take("host", str, "localhost"),
                port=table.take("port", int, {"none": 25, "starttls": 587, "tls": 465}[tls]),
                user=table.maybe("user", str),
                tls=tls,
                sender=table.take("from", str),
                to=to,
                secret=secret,
            )
        case _:
            raise table.unfit("kind", "one of atom, webhook, mail")
    table.end()
    return found
