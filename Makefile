# Two commands do everything: `make serve` and `make test`. Nothing but Python, git and make is needed.

PYTHON ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1:8000
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve site test check lint bench lock clean help

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

serve: .venv/ready  ## serve the site with live reload
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

site: .venv/ready  ## build the site into site/, strictly
	$(BIN)/mkdocs build --strict

check: .venv/ready  ## check every postmortem
	$(BIN)/postmortems check

test: lint  ## everything that must hold
	$(BIN)/pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The environment is made anew when the lock or the project changes.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

bench: .venv/ready  ## measure what `check`, `import`, drawings, the explore page and a first visit cost
	$(BIN)/python -m tests.bench.bench_check
	$(BIN)/python -m tests.bench.bench_import
	$(BIN)/python -m tests.bench.bench_charts
	$(BIN)/python -m tests.bench.bench_explore
	$(BIN)/python -m tests.bench.bench_visit

lock:  ## resolve the lock file afresh, for every platform and Python 3.11 to 3.14
	uv pip compile pyproject.toml --extra site --extra import --group test --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
	  --quiet --output-file requirements.lock

clean:
	rm -rf .venv .cache site dist
