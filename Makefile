# firstcheck: `make run` and `make test` do all of their own set-up. Needs Python 3.11+ (venv), git and make.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin

.PHONY: run test test-long bench check clean

run: $(VENV)/.run-ready
	$(BIN)/firstcheck site serve --port $(PORT)$(if $(filter 1,$(PHONE)), --phone)$(if $(filter 1,$(STUDIO)), --studio)

test: $(VENV)/.test-ready check
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/pytest -m "not long" -n 2 --dist loadfile

test-long: $(VENV)/.test-ready
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/pytest

check: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/firstcheck knowledge check

bench: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks

$(VENV)/.run-ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".[site,photo,letters,bulk]" holidays pyphen
	touch $@

$(VENV)/.test-ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".[site,photo,letters,bulk]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock $$($(BIN)/python -c "import tomllib;print(*[d.replace(' ','') for d in tomllib.load(open('pyproject.toml','rb'))['dependency-groups']['dev']])" | sed 's/>=[^ ]*//g')
	touch $@ $(VENV)/.run-ready

clean:
	rm -rf $(VENV) build dist src/firstcheck/knowledge/compiled.msgpack
