"""Imports run one way, and each module says what it offers: read from the sources."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import tracewire

ROOT = Path(tracewire.__file__).parent

# What may import what: everything to its left. Packages of one group do not know each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "model"),
    ("lexicon", "evaluation", "settings"),
    ("expressions",),
    ("documents",),
    ("language",),
    ("marks",),
    ("claims",),
    ("ledger",),
    ("reading",),
    ("assess",),
    ("screen",),
    ("publish",),
    ("watch",),
    ("web", "cli", "bulk"),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

# The same inside claims. What stands in no folder of it ("") puts the folders together.
CLAIMS: tuple[tuple[str, ...], ...] = (
    ("text",),
    ("names",),
    ("stage", "goods"),
    ("sides", "times"),
    ("sources",),
    ("rules",),
    ("kept",),
    ("",),
)
CLAIMS_RANK = {name: rank for rank, layer in enumerate(CLAIMS) for name in layer}

MODULES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.name != "__init__.py")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str:
    return module.split(".")[1]


def folder_of(module: str) -> str:
    """The folder of claims that a module stands in, or none."""
    first = "".join(module.split(".")[2:3])
    return first if (ROOT / "claims" / first).is_dir() else ""


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of each module of ours that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (
                (node.lineno, alias.name) for alias in node.names if alias.name.startswith("tracewire.")
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports name the whole way"
            if node.module == "tracewire":
                names = [alias.name for alias in node.names if not alias.name.startswith("__")]
                yield from ((node.lineno, f"tracewire.{name}") for name in names)
            elif node.module and node.module.startswith("tracewire."):
                yield node.lineno, node.module


def test_every_package_has_its_place() -> None:
    assert {package_of(name_of(path)) for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_come_from_the_left(path: Path) -> None:
    own = package_of(name_of(path))
    wrong = [
        f"line {number}: {module}"
        for number, module in imported(path)
        if package_of(module) != own
        and RANK[package_of(module)] >= RANK[own]
        and (package_of(module), own) != ("errors", "model")
    ]
    assert not wrong, f"{own} must not import from its right"


IN_CLAIMS = [path for path in MODULES if package_of(name_of(path)) == "claims"]


def test_every_folder_of_claims_has_its_place() -> None:
    assert {folder_of(name_of(path)) for path in IN_CLAIMS} == set(CLAIMS_RANK)


@pytest.mark.parametrize("path", [path for path in IN_CLAIMS if folder_of(name_of(path))], ids=name_of)
def test_imports_within_claims_come_from_the_left(path: Path) -> None:
    own = folder_of(name_of(path))
    wrong = [
        f"line {number}: {module}"
        for number, module in imported(path)
        if package_of(module) == "claims"
        and folder_of(module) != own
        and CLAIMS_RANK[folder_of(module)] >= CLAIMS_RANK[own]
    ]
    assert not wrong, f"claims.{own} must not import from its right"


def test_errors_import_nothing_of_ours() -> None:
    assert list(imported(ROOT / "errors.py")) == []


@pytest.mark.parametrize(
    "path", [p for p in MODULES if package_of(name_of(p)) not in ("cli", "__main__")], ids=name_of
)
def test_only_the_border_reads_the_clock_and_the_environment(path: Path) -> None:
    """Everything below the command line is given the day and the settings as values."""
    forbidden = {"now", "utcnow", "today", "environ", "getenv"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in forbidden:
            owner = ast.unparse(node.value)
            assert owner not in ("datetime", "date", "datetime.datetime", "datetime.date", "os"), (
                f"line {node.lineno}: {owner}.{node.attr}"
            )


def declared(path: Path) -> list[str] | None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets
        ):
            return list(ast.literal_eval(node.value))
    return None


# Templates of migrations are run by their tool and imported by nobody.
OFFERING = [p for p in MODULES if p.name != "__main__.py" and "migrations" not in p.parts]


@pytest.mark.parametrize("path", OFFERING, ids=name_of)
def test_what_is_not_offered_begins_with_an_underscore(path: Path) -> None:
    """`__all__` names what a module defines without an underscore, and nothing that is not there."""
    offered = declared(path)
    assert offered is not None, "each module says in __all__ what it offers"
    assert len(set(offered)) == len(offered)
    module: ModuleType = importlib.import_module(name_of(path))
    assert [name for name in offered if not hasattr(module, name)] == []
    if path.name == "__init__.py":
        return
    public = {name for name in defined(path) if not name.startswith("_")}
    assert public - set(offered) == set(), "defined in public, but not in __all__"


def defined(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_module_begins_by_saying_what_it_is_for(path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert told
