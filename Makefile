# Every target works in a fresh clone: set-up is a file target, so a second run starts at once.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.burnish-set-up
VLLM_VENV := .venv-vllm
# Tests wait now and then: one process more than two cores does not cost anything.
WORKERS := $(shell [ "$$(nproc 2>/dev/null || echo 2)" -lt 4 ] && echo 3 || echo 4)
CODE := agents flows tools storage prompts
UV_VERSION := 0.13.9
LOCK_FLAGS := --universal --python-version 3.11 --extra dev --extra corpus --extra parquet --generate-hashes \
	--custom-compile-command "make lock"
VLLM_LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

.PHONY: help setup demo test test-long test-vllm check format bench lock clean

help:
	@echo 'make demo       set up, then polish the proofs in examples/ and check the results afresh'
	@echo 'make test       set up, then the checks and the tests'
	@echo 'make test-long  the tests that take minutes'
	@echo 'make test-vllm  install vLLM for processors and test against it (3 GB, minutes)'
	@echo 'make check      ruff, formatting, mypy --strict, import directions'
	@echo 'make format     let ruff format and fix what it can'
	@echo 'make bench      measure; results are printed'
	@echo 'make lock       pin what pyproject.toml allows into requirements.lock'
	@echo 'make clean      remove the virtual environment and tool caches (not .burnish/)'

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.lock .ci/setup.sh
	@bash .ci/setup.sh $(VENV) $(UV_VERSION)
	@touch $@

demo: $(STAMP)
	@$(BIN)/python -m flows.demo

test: check
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile -m "not long and not vllm"

test-long: $(STAMP)
	$(BIN)/python -m pytest -q -m "long and not vllm"

# Downloads 1 GB, so it is no part of anything else.
test-vllm: $(STAMP)
	@bash .ci/vllm.sh $(BIN)/python $(VLLM_VENV)
	BURNISH_TEST_VLLM=$(abspath $(VLLM_VENV)) $(BIN)/python -m pytest -v -m vllm tests/vllm

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layout.py

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)
	@status=0; for one in benchmarks benchmarks.extraction benchmarks.metrics benchmarks.model \
		benchmarks.model_search benchmarks.service; do $(BIN)/python -m $$one || status=1; done; exit $$status

lock: $(STAMP)
	$(BIN)/uv pip compile -q $(LOCK_FLAGS) -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile -q $(VLLM_LOCK_FLAGS) -o tools/llm/vllm/requirements.txt \
		tools/llm/vllm/requirements.in

clean:
	rm -rf $(VENV) $(VLLM_VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} +
