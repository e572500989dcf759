# Everything runs in the project's own virtual environment, made on first use.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
WORKERS ?= auto

.PHONY: demo desk check bench morning lint pictures screens clean

demo: $(READY) ## the main job from end to end, on the Pune conclave of 2023
	$(BIN)/conclave-desk demo

desk: $(READY) ## a desk of the Pune sample to try things on
	test -f conclave.desk || { $(BIN)/conclave-desk init --event sample_invites/pune-2023/event.toml && $(BIN)/conclave-desk load sample_invites/pune-2023; }
	$(BIN)/conclave-desk status
	@echo 'That conclave is over. As of a day before it: CONCLAVE_NOW=2023-03-20T11:30 $(BIN)/conclave-desk'

check: $(READY) lint ## all checks and tests
	$(BIN)/pytest -n $(WORKERS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## speed and memory, each as a ratio to its baseline in the same run
	$(BIN)/python -m tests.benchmarks

morning: $(READY) ## 3,000 arrivals at a laptop, two stations and a phone's page: attendance equals what happened
	CONCLAVE_MORNING=3000 $(BIN)/pytest -n 0 tests/gate/test_morning.py tests/web/test_page_morning.py

pictures: $(READY) ## the README's pictures of the terminal desk, taken again
	$(BIN)/python -m tools.pictures

screens: $(READY) ## what tests/tui/screens pins, written anew; look at the difference
	RENEW_SCREENS=1 $(BIN)/pytest -q tests/tui/test_screens.py

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)
