# Everything a checkout needs: a Python of 3.11 or newer with its headers, a C compiler, make.
PYTHON ?= python3
VENV ?= .venv
DIST ?= dist
WORKERS ?= 2
UV ?= uv

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := $(VENV)/ready
BENCH := $(VENV)/bench-ready
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

# Python 3.13 dropped a name that durable-rules 2.0.28 calls by (mended upstream, not released: jruizgit/rules#403).
export CPPFLAGS += -DPyEval_CallObject=PyObject_CallObject

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint format docs wheel bench bench-long lock clean

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/make \1	\2/p' Makefile | expand -t 18

venv: $(READY)  ## the environment, with every dependency as locked

demo: $(READY)  ## replay the Istanbul talks of 2025
	$(BIN)/negotiations replay seeds/istanbul-2025

test: $(READY)  ## all tests, docstring examples and the README
	$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=ci

lint: $(READY)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## the pages in docs/ that are made from the code
	$(BIN)/negotiations steps --format markdown > docs/steps.md

wheel: $(READY)  ## the source distribution, and from it the wheel, into dist/
	$(BIN)/python -m build --no-isolation --outdir $(DIST) .

bench: $(BENCH)  ## ours beside its peers, into benchmarks/RESULTS.md (LONG=1: growth too)
	$(BIN)/python -m benchmarks $(if $(LONG),--long)

bench-long: $(BENCH)  ## five million lines in one log, into the same page
	$(BIN)/python -m benchmarks --only growth

lock:  ## choose the dependencies anew (needs uv)
	$(LOCK) --upgrade --group build -o requirements-build.lock
	$(LOCK) --upgrade -c requirements-build.lock --extra dev --extra scale pyproject.toml -o requirements.lock
	$(LOCK) --upgrade -c requirements.lock --extra bench pyproject.toml -o requirements-bench.lock

clean:  ## remove what make made
	rm -rf $(VENV) $(DIST) build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The build requirements come first: durable-rules is compiled here, with them and nothing else.
$(READY): pyproject.toml requirements-build.lock requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "negotiations needs Python 3.11 or newer, and $(PYTHON) is not: name one with make PYTHON=..." >&2; exit 1; }
	@echo "installing the locked dependencies into $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --require-hashes --no-build-isolation -r requirements.lock \
		&& $(BIN)/python -c 'import durable.engine' || { \
		echo "If durable-rules did not compile: it needs a C compiler and Python's headers (Debian: gcc, python3-dev)." >&2; \
		echo "If it did not import: pip keeps an older build; forget it with $(BIN)/pip cache remove durable_rules" >&2; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Whoever ours is measured against: not needed to use the program, to test it or to change it.
$(BENCH): $(READY) requirements-bench.lock
	@echo "installing the peers into $(VENV)"
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-bench.lock
	@touch $@
