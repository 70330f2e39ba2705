# What there is to do here, one word each; `make` alone lists it.
# Needs Python 3.11 or later, make and git. Everything else is installed into .venv, from PyPI.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.SILENT:
.DELETE_ON_ERROR:
.PHONY: help example test check docs bench noise schemas clean distclean

help:
	echo "make example    build the worked example as DOCX, PDF and HTML"
	echo "make test       run the tests"
	echo "make check      run ruff, mypy and import-linter"
	echo "make docs       build the manual into site/"
	echo "make bench      measure speed and memory into benchmarks/README.md"
	echo "make noise      measure false alarms on other people's prose into docs/explanation/noise.md (fetches texts)"
	echo "make schemas    write the JSON Schemas for editors into .schemas/"
	echo "make clean      remove what was built; make distclean: .venv as well"

example: $(VENV)/.installed
	$(BIN)/consult build $(notdir $(wildcard responses/*)) --to docx,pdf,html

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term

check: $(VENV)/.installed-dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	seen=$$($(BIN)/lint-imports 2>&1) || { echo "$$seen" >&2; exit 1; }

docs: $(VENV)/.installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	echo "The manual: site/index.html"

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/checks.py
	$(BIN)/python benchmarks/search.py

noise: $(VENV)/.installed
	$(BIN)/python benchmarks/noise.py

schemas: $(VENV)/.installed
	$(BIN)/consult schema --out .schemas

clean:
	rm -rf build site dist .toolkit .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find toolkit tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)

# A stamp beside what was installed: a second `make` has nothing to do until pyproject.toml changes.
$(VENV)/.installed: pyproject.toml | $(VENV)/pyvenv.cfg
	echo "Installing the toolkit into $(VENV) …"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	echo "Installing what the tests need …"
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev --group conformance
	touch $@

$(VENV)/.installed-docs: $(VENV)/.installed
	echo "Installing what the manual needs …"
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group docs
	touch $@

$(VENV)/pyvenv.cfg:
	command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON) here. Install Python 3.11 or later, or name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: the toolkit needs Python 3.11 or later. Name another: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: its modules venv and ensurepip are missing." >&2; \
	  echo "On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
