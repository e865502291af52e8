# Everything a publisher types. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

# Exit code 1 means findings: they have been shown, and the work goes on.
GO_ON := || [ $$? -eq 1 ]

.DEFAULT_GOAL := help
.PHONY: help setup site serve status review check verify test guide bench lighthouse train public deploy model empty clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: .venv/ready  ## set up the environment (the other verbs do it by themselves)

site: .venv/ready .cache/package-tried  ## sources/ to pages, drafts and the site in site/
	@$(BIN)/bantin normalize $(GO_ON)
	@$(BIN)/bantin draft $(GO_ON)
	@$(BIN)/bantin build

serve: site  ## show the site at http://127.0.0.1:8000/ and follow every change
	@$(BIN)/mkdocs serve

status: .venv/ready  ## what is due: pages and their states
	@$(BIN)/bantin status $(GO_ON)

review: .venv/ready  ## read, correct and approve translations in the browser, at http://127.0.0.1:8010/
	@$(BIN)/bantin review

check: .venv/ready  ## compare translations with their sources: facts, terms, structure
	@$(BIN)/bantin check $(GO_ON)

verify: .venv/ready  ## prove every page from its source
	@$(BIN)/bantin normalize --verify

public: .venv/ready  ## build what the public may see (approved only) in site/
	@$(BIN)/bantin build --public

deploy: .venv/ready  ## build for the public (approved only) and push it to GitHub Pages
	@$(BIN)/bantin deploy

model: .venv/ready  ## install the official translation package (needs the network)
	@$(BIN)/bantin model install
	@mkdir -p .cache && touch .cache/package-tried

empty: .venv/ready  ## take the sample bulletins away: make empty FORCE=1
	@$(BIN)/bantin empty $(if $(FORCE),--force)

test: .venv/ready-for-tests  ## lint, types and every test
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/bantin normalize --verify
	@$(BIN)/pytest

guide: .venv/ready-for-tests  ## take the pictures of the guide for translators anew (needs Chromium or Chrome)
	@$(BIN)/python tests/desk/pictures.py

bench: .venv/ready  ## measure speed beside what one would use instead
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python bench/normalize.py
	@$(BIN)/python bench/draft.py
	@$(BIN)/python bench/review.py

lighthouse: .venv/ready-for-tests .cache/lighthouse/ready  ## hold the site to Lighthouse's full scores (needs npm, Chromium)
	@$(BIN)/python bench/lighthouse.py

train: .venv/ready  ## train the compact package (hours on two cores; run again to go on)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[train]'
	@$(BIN)/python -m training.fetch $(GO_ON)
	@$(BIN)/python -m training.prepare
	@$(BIN)/python -m training.train
	@$(BIN)/python -m training.publish $(GO_ON)

clean:  ## remove the built site and the caches
	rm -rf site .cache

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bantin needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@echo "Setting up the environment in .venv (once, a minute or two) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/ready-for-tests: .venv/ready requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The version is named in tests/lighthouse.py too.
.cache/lighthouse/ready:
	@npm install --silent --no-audit --no-fund --prefix .cache/lighthouse lighthouse@12.8.2
	@touch $@

# Tried once; where the network does not allow it, the compact package in models/ is used.
.cache/package-tried: | .venv/ready
	@$(BIN)/bantin model install || echo "Going on with the compact package; 'make model' tries again."
	@mkdir -p .cache && touch $@
