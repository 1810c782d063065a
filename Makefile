# The electronic key of the Ministry of Commerce. `make` alone lists what can be made.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

EXAMPLES ?= examples
NODES ?= 1
ARGS ?=
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$p" && break; done)

TOO_OLD := Python 3.11 or newer is needed, and $(or $(PYTHON),python3) is none: make PYTHON=/path/to/python3.11

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
CODE := chassis contracts services deploy ekey tests
CREATE = { '$(PYTHON)' -c '$(NEW_ENOUGH)' 2>/dev/null || { echo 'error: $(TOO_OLD)' >&2; exit 1; }; \
	'$(PYTHON)' -m venv --clear $(VENV); }
LOCK := uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header --python-version 3.11 $(ARGS) pyproject.toml
APACHE := $(if $(filter-out 0,$(KAFKA)),--kafka)

.PHONY: help demo up kafka test check clean lock

help: ## list what can be made
	@echo 'make <target> [NAME=value …]'
	@sed -nE 's/^([a-z]+):[^#]*## (.*)$$/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r name text; do printf '%-9s %s\n' "$$name" "$$text"; done

demo: $(RUNTIME) ## play the applications of a folder through all services, end to end (EXAMPLES=folder, KAFKA=1, ARGS=--json)
	@$(PY) -m ekey demo '$(EXAMPLES)' $(APACHE) $(ARGS)

up: $(RUNTIME) ## start everything and stay until Ctrl-C (EXAMPLES=folder, KAFKA=1, ARGS='--port registration=8001')
	@$(PY) -m ekey up '$(EXAMPLES)' $(APACHE) $(ARGS)

kafka: $(RUNTIME) ## start Apache Kafka and stay until Ctrl-C (NODES=1 or 3; EKEY_JAVA names another Java)
	@$(PY) -m deploy.local.kafka --nodes '$(NODES)' --folder .local/kafka

test: $(DEV) ## run the tests (ARGS='tests/deploy -k mailbox')
	@$(PY) -m pytest -n auto --dist loadfile $(ARGS)

check: $(DEV) ## format, lint, types, import rules, tests: what .ci/run runs
	@$(VENV)/bin/ruff format --check $(CODE)
	@$(VENV)/bin/ruff check $(CODE)
	@$(VENV)/bin/basedpyright
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -n auto --dist loadfile $(ARGS)

clean: ## remove all state and what tools leave behind (.venv stays)
	@rm -rf .local build .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## write both lock files anew from pyproject.toml (needs uv; ARGS=--upgrade for the newest)
	@command -v uv >/dev/null || { echo 'error: uv is needed to write the lock files' >&2; exit 1; }
	@$(LOCK) -o requirements.lock
	@$(LOCK) --extra dev --constraint requirements.lock -o requirements-dev.lock

$(RUNTIME): requirements.lock
	@$(PY) -c '$(NEW_ENOUGH)' 2>/dev/null || $(CREATE)
	@echo 'installing what running needs into $(VENV) (the first time this takes a minute or two)' >&2
	@$(PIP) --requirement requirements.lock
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/$(PY)" -m ekey "$$@"\n' '$(CURDIR)' '$(CURDIR)' > $(VENV)/bin/ekey
	@chmod +x $(VENV)/bin/ekey
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo 'installing the development tools into $(VENV)' >&2
	@$(PIP) --requirement requirements-dev.lock
	@touch $@
