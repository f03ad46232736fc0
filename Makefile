# What a contributor runs. `make` alone tells what there is.
#
# The environment is .venv, made on demand from requirements.lock; PYTHON picks the interpreter that makes it.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := src tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help demo check lint types test gate format wheel lock clean

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

# The tests come last, so that their summary ends the log; `make -k check` runs them whatever the others say.
check: lint types test ## formatting, lint, types, tests and the quality gate: what CI runs

lint: .venv/.dev ## check the formatting and the rules of the linter
	$(BIN)/ruff format --check --output-format concise $(SOURCES)
	$(BIN)/ruff check --output-format concise $(SOURCES)

# A module's tests stay in one process, because many share what is costly to make.
test: .venv/.dev ## run the tests, the quality gate among them
	$(BIN)/python -m pytest -n auto --dist loadscope

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
