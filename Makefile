# What a contributor runs. `make` alone tells what there is.
#
# The environment is .venv, made on demand from requirements.lock; PYTHON picks the interpreter that makes it.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := src tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help demo test check format types gate wheel lock clean

help: ## tell what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

# The lock pins; pyproject.toml says what is needed: so the demo installs no development tools.
.venv/.demo: .venv/pyvenv.cfg requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

.venv/.dev: .venv/pyvenv.cfg requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@ .venv/.demo

demo: .venv/.demo ## read the sample dispatches, print the register, write the dossier
	@mkdir -p demo
	$(BIN)/tracewire read samples/dispatches --ledger sqlite:///demo/ledger.db
	$(BIN)/tracewire lines --ledger sqlite:///demo/ledger.db --format table
	$(BIN)/tracewire report --ledger sqlite:///demo/ledger.db -o demo/dossier
	@echo "The dossier is demo/dossier/index.html: open it in a browser."

test: .venv/.dev ## run the tests
	$(BIN)/python -m pytest -n auto

check: .venv/.dev ## formatting, lint, types, tests and the quality gate: what CI runs
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: .venv/.dev ## format the sources and mend what the linter can mend
	$(BIN)/ruff check --fix --quiet $(SOURCES) || true
	$(BIN)/ruff format $(SOURCES)

types: .venv/.dev ## check the types
	$(BIN)/mypy

gate: .venv/.dev ## the quality gate alone: scores of the built-in extractor against their floors
	$(BIN)/python -m pytest tests/gate -q -s

wheel: .venv/.dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel

lock: .venv/.dev ## pin every dependency anew in requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--no-emit-index-url --custom-compile-command "make lock" --quiet -o requirements.lock

clean: ## remove what make has made, but .venv
	rm -rf demo dist build .pytest_cache .mypy_cache .ruff_cache
