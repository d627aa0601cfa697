# make brief | make test | make check: each installs what it needs first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
EXAMPLES := src/parley docs README.md --doctest-modules --doctest-glob='*.md'
export NUMBA_THREADING_LAYER ?= workqueue
# Certificates from where pip has them: the machine's own store.
export UV_SYSTEM_CERTS ?= 1

.PHONY: brief test check lint types docs lock bench clean

.venv/bootstrap: requirements/bootstrap.txt
	$(PYTHON) -c 'import sys; sys.exit("Parley needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	touch $@

.venv/run: .venv/bootstrap requirements/run.txt pyproject.toml
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/run.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/dev.txt
	touch $@

brief: .venv/run
	$(BIN)/parley brief examples/budapest/report.txt -o brief.html

test: .venv/dev
	$(BIN)/python -m pytest -q -n 2

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

docs: .venv/dev
	$(BIN)/python -m pytest -q -n 2 $(EXAMPLES)

check: lint types
	$(BIN)/python -m pytest -q -n 2 --cov --cov-report=term tests $(EXAMPLES)

lock: .venv/bootstrap
	for n in bootstrap run dev; do $(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/$$n.in -o requirements/$$n.txt; done

bench: .venv/dev
	for f in bench/*.py; do echo "== $$f"; $(BIN)/python $$f; done

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
