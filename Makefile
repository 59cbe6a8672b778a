# Foyer: what a person types. `make` alone lists it.
PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet --no-input
CODE := core web portal backoffice jobs cli.py wsgi.py
CATALOGUES := $(wildcard web/translations/*/LC_MESSAGES/*.po)

.PHONY: help run test check bench format words lock browser clean

help:
	@echo "make run     start the demo on http://127.0.0.1:8000   (PORT=9000, ARGS=--no-demo)"
	@echo "make test    every test, on SQLite and PostgreSQL and in a browser   (ARGS='-k lead')"
	@echo "make check   formatter, linter, types, import rules, templates, migrations"
	@echo "make bench   benchmarks as ratios against a reference"
	@echo "make format  let the formatter put the code right"
	@echo "make words   bring new words into the catalogues for translation"
	@echo "make lock    lock the dependencies again after editing requirements*.in"

run: $(VENV)/.runtime $(CATALOGUES:.po=.mo)
	@PORT=$(PORT) $(PY) -m tools.run $(ARGS)

test: $(VENV)/.dev browser $(CATALOGUES:.po=.mo)
	@$(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: $(VENV)/.dev $(CATALOGUES:.po=.mo)
	@$(PY) -m tools.check

bench: $(VENV)/.dev $(CATALOGUES:.po=.mo)
	@$(PY) -m bench $(ARGS)

format: $(VENV)/.dev
	@$(VENV)/bin/ruff check --fix-only --quiet .
	@$(VENV)/bin/ruff format .

# Every word of the product into the catalogues of the other languages.
words: $(VENV)/.dev
	@$(PY) -m tools.translate update

browser:
	@sh tools/need_browser.sh

# One environment for both; each stamp is as new as the lock it was made from.
$(VENV)/bin/python:
	@PYTHON=$(PYTHON) sh tools/make_venv.sh $(VENV)

$(VENV)/.runtime: requirements.txt tools/link_command.py | $(VENV)/bin/python
	@echo "Installing what Foyer needs (once) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PY) tools/link_command.py
	@touch $@

$(VENV)/.dev: requirements-dev.txt tools/link_command.py | $(VENV)/bin/python
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PY) tools/link_command.py
	@touch $(VENV)/.runtime $@

%.mo: %.po
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

# No address of any registry may end up in the locks: a test looks.
LOCK := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: $(VENV)/.dev
	$(LOCK) -o requirements.txt requirements.in
	$(LOCK) -c requirements.txt -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache test-results
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print | xargs rm -rf
