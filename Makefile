# Two commands: `make run` sets everything up and serves the site, `make test` proves it.
PYTHON := .venv/bin/python
# Checks read the settings, which make a key file: it must not be the running copy's.
CHECK_ENV := DATA_DIR=.venv/check-data SITE_ORIGIN=https://portraits.example

.DEFAULT_GOAL := help
.PHONY: help run test check models lock

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 10

run: ## Set up what is missing and serve the site (PORT, DATA_DIR, ... by environment)
	@python3 packaging/set_up.py run
	@exec $(PYTHON) manage.py serve

test: ## Set up what tests need, check the source, run every test
	@python3 packaging/set_up.py test
	@$(MAKE) --no-print-directory check
	@exec $(PYTHON) tests/run_suite.py

check: ## Style, types, architecture, migrations, deployment settings
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	@mkdir -p .venv/check-data/db .venv/check-data/tmp
	$(CHECK_ENV) $(PYTHON) manage.py makemigrations --check --dry-run
	$(CHECK_ENV) $(PYTHON) manage.py check --deploy --fail-level WARNING

models: ## Fetch the model files again
	@python3 packaging/set_up.py models

lock: ## Resolve the dependencies anew into the *.lock files
	@python3 packaging/set_up.py lock
