# The commands of the house. `make` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var
PORT ?= 8000
HOUSEHOLDS ?= 20000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test test-long lint format bench bench-full docs clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/demo.stamp $(VENV)/assets.stamp ## build the demonstration world and serve it
	@$(BIN)/siqiao demo --data $(DATA) --households $(HOUSEHOLDS) --port $(PORT)

test: $(VENV)/dev.stamp $(VENV)/assets.stamp lint ## install what the tests need and pass them all
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not long"

test-long: $(VENV)/dev.stamp $(VENV)/assets.stamp ## the slow tests too
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/dev.stamp ## format, rules, types, floors, texts
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/lint-imports --no-logo 2>/dev/null >$(VENV)/floors.txt || (cat $(VENV)/floors.txt; exit 1)
	@$(BIN)/python -m tools.messages check
	@$(BIN)/mypy --no-error-summary

format: $(VENV)/dev.stamp ## write the one form of every file
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

bench: $(VENV)/dev.stamp $(VENV)/assets.stamp ## measure speed as ratios, on a small house
	@$(BIN)/python -m tools.bench --small

bench-full: $(VENV)/dev.stamp $(VENV)/assets.stamp ## the same with 80,000 households and 1,000,000 transfers
	@$(BIN)/python -m tools.bench

docs: $(VENV)/dev.stamp ## write the pages that are made from the code
	@$(BIN)/python -m tools.print_docs

clean: ## remove what can be made again (the state folder stays)
	@rm -rf $(VENV) .cache build .pytest_cache .mypy_cache .ruff_cache .hypothesis frontend/node_modules src/siqiao/web/static/vendor
	@find . -name __pycache__ -type d -prune -exec rm -rf {} + ; find src -name '*.mo' -delete

# --- what the commands stand on ----------------------------------------------------------------------------
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本")'
	@echo "准备 Python 环境……"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: requirements/demo.lock pyproject.toml | $(VENV)/bin/python
	@echo "安装所需的软件包……"
	@$(BIN)/pip install -q --require-hashes -r requirements/demo.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "安装开发与测试所需的软件包……"
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/demo.stamp

TEXTS := $(shell find src -name '*.po')
$(VENV)/assets.stamp: frontend/package-lock.json frontend/icons.txt tools/assets.py $(TEXTS) | $(VENV)/bin/python
	@$(BIN)/python -m tools.assets
	@$(BIN)/python -m tools.messages compile
	@touch $@
