# A bare machine needs Python 3.11 or newer (with venv) and make; everything else goes into .venv.

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-ready
DEVELOPMENT := $(VENV)/.development-ready
BROWSER := $(VENV)/.browser-ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# `make start PYTHON=...` names the interpreter; else the first of these that is new enough is taken.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11

CHECKS := lint format types contracts check-docs
TESTS := tests programs exhaustive coverage
DECIDING := tests/coach tests/handbook tests/spec tests/test_manual.py tests/test_shapes.py
EXHAUSTIVE := tests/coach/test_screening_pairs.py tests/coach/test_screening_pairs_at_70.py tests/mutation \
  tests/coach/test_review_properties.py tests/coach/test_review_long_run.py tests/coach/test_course_properties.py \
  tests/spec/test_prompts.py

# Tests start the program hundreds of times; compiled once it starts several times faster.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help start setup test check $(CHECKS) $(TESTS) test-deep simulate mutants bench docs browser clean

help:
	@echo 'make start      set up and start backcoach'
	@echo 'make test       set up and run every check and test'
	@echo 'make check      the quick checks alone: lint, format, types, import contracts, generated docs'
	@echo 'make test-deep  the long runs: about three quarters of an hour'
	@echo 'make simulate   let made-up people follow the activity rules for months and look at what becomes of them'
	@echo 'make mutants    break every rule of the screening and the dose guard and see that a test notices'
	@echo 'make bench      what a command costs, as ratios, beside other diaries: about a quarter of an hour'
	@echo 'make docs       write the generated docs anew'
	@echo 'make browser    set up a browser, so that the tests look at the report in it too'
	@echo 'make clean      remove .venv and everything built; your record is not touched'

# Where a screening sends a person (4, 10, 11, 12) is an answer, not a failure of make.
start: $(RUNTIME)
	@$(BIN)/backcoach start; code=$$?; case $$code in 0|4|10|11|12|130) ;; *) exit $$code ;; esac

setup: $(DEVELOPMENT)

# Runs every target named, also after one has failed, and says at the end which did.
define run-all
+@failed=''; \
for one in $(1); do \
  $(MAKE) --no-print-directory $$one || failed="$$failed $$one"; \
done; \
if [ -n "$$failed" ]; then printf '\nFailed:%s\n' "$$failed" >&2; exit 1; fi; \
printf '\nAll passed: %s\n' '$(1)'
endef

test: $(DEVELOPMENT)
	$(call run-all,$(CHECKS) $(TESTS))

check: $(DEVELOPMENT)
	$(call run-all,$(CHECKS))

lint: $(DEVELOPMENT)
	$(BIN)/python -m ruff check --quiet --output-format=concise .

format: $(DEVELOPMENT)
	$(BIN)/python -m ruff format --check --quiet .

types: $(DEVELOPMENT)
	$(BIN)/python -m mypy --no-error-summary

contracts: $(DEVELOPMENT)
	$(BIN)/lint-imports

check-docs: $(DEVELOPMENT)
	$(BIN)/python docs/generate.py --check

# What decides and what it knows, with its lines counted.
tests: $(DEVELOPMENT)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --cov --cov-report= $(addprefix --ignore=,$(EXHAUSTIVE)) $(DECIDING)

# Everything else: flows, records, screens and whole programs, which wait more than they work. No lines are counted.
programs: $(DEVELOPMENT)
	$(BIN)/python -m pytest -q -n 4 --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(EXHAUSTIVE) $(DECIDING)) tests

# Every pair of signs, every mutant of the rules, and long properties: without counting lines, which slows them down.
exhaustive: $(DEVELOPMENT)
	$(BIN)/python -m pytest -q -n 2 --dist worksteal $(EXHAUSTIVE)

# What decides and what it knows must be tested to the last branch.
coverage: $(DEVELOPMENT)
	$(BIN)/python -m coverage report --skip-covered --fail-under=100 \
	  --include='backcoach/coach/*,backcoach/handbook/*'

# The long runs: crashes and killed programs, input of every kind that nobody should give, a record of 100,000
# entries, made-up people with the dose guard and with the activity rules, every invariant of the medicine part.
test-deep: $(DEVELOPMENT)
	$(BIN)/python -m pytest -q -m deep --hypothesis-profile=deep
	$(BIN)/python -m tests.deep.kills
	$(BIN)/python -m tests.deep.fuzz
	$(BIN)/python -m tests.deep.scale
	$(BIN)/python -m tests.deep.population --check
	$(BIN)/python -m tests.deep.medicine
	$(BIN)/python -m tests.deep.simulate --check

# Months of made-up diaries through the activity rules; the page with the figures must say the same.
simulate: $(DEVELOPMENT)
	$(BIN)/python -m tests.deep.simulate --check

mutants: $(DEVELOPMENT)
	$(BIN)/python -m tests.mutation.rules --deep
	$(BIN)/python -m tests.mutation.guard

# Against Python's own floor and other diaries, which are installed beside it; writes docs/performance.md.
bench: $(DEVELOPMENT)
	$(BIN)/python -m tests.bench

docs: $(DEVELOPMENT)
	$(BIN)/python docs/generate.py

# The tests in tests/browser look at the report in Debian's Chromium; without it they are skipped.
browser: $(BROWSER)

clean:
	rm -rf $(VENV) dist build htmlcov .coverage .coverage.* .pytest_cache .ruff_cache .mypy_cache \
	  .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): $(BIN)/python pyproject.toml
	@echo 'Installing what backcoach needs (about a minute, this time only) ...' >&2
	@$(INSTALL) -e .
	@touch $@

$(DEVELOPMENT): $(BIN)/python pyproject.toml
	@echo 'Installing the tools for tests and checks (about a minute, this time only) ...' >&2
	@$(INSTALL) -e '.[dev]'
	@touch $(RUNTIME) $@

$(BROWSER): $(DEVELOPMENT)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  as_root=''; [ "$$(id -u)" = 0 ] || as_root='sudo -n'; \
	  command -v apt-get >/dev/null && $$as_root true 2>/dev/null \
	    && $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || { \
	  echo 'There is no Chromium here, and it could not be installed. On Debian run, as root:' \
	    'apt-get install chromium, then make browser again.' >&2; exit 1; }
	@$(INSTALL) -e '.[dev,browser]'
	@touch $@

$(BIN)/python:
	@new_enough=''; \
	for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  new_enough=$$python; \
	  "$$python" -m venv --clear $(VENV) && exit 0; \
	  rm -rf $(VENV); \
	done; \
	if [ -n "$$new_enough" ]; then \
	  echo "$$new_enough cannot make a virtual environment, see above. On Debian and Ubuntu install" \
	    'the package python3-venv, then run make again.' >&2; \
	else \
	  echo 'backcoach needs Python 3.11 or newer and found none among: $(PYTHON).' \
	    'Install one, or name it: make start PYTHON=python3.12' >&2; \
	fi; \
	exit 1
