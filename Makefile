# Two commands do everything: `make audit` and `make test`. Both set up what they need.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
INTO ?= footprint-report
SECONDS ?= 60
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
DEBIAN := chromium libimage-exiftool-perl openssl
PEERS := libimage-exiftool-perl mat2 ffmpeg libjxl-tools
SERVERS := mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl postgresql redis-server

.PHONY: help audit test test-servers lint figures judging telling learn bench fuzz wheel clean

help:
	@echo "make audit                 look at the invented councillor; the report lies in $(INTO)/"
	@echo "make audit PROFILE=FILE    look for yourself"
	@echo "make test                  run the tests"
	@echo "make test-servers          search real servers on this computer: MediaWiki, a web archive, Bluesky (Debian, Node.js)"
	@echo "make lint                  run the linters"
	@echo "make figures               measure the demo audit and the code"
	@echo "make judging               measure how well pages about you are told from those about a namesake"
	@echo "make telling               measure how well the detectors see what a text gives away"
	@echo "make learn                 learn anew which words give something away"
	@echo "make bench                 measure reading and cleaning photos beside exiftool and mat2 (ARGS=\"finding leaving\" for parts)"
	@echo "make fuzz SECONDS=60       throw damaged files at the readers and cleaners"
	@echo "make wheel                 build a package in dist/"

# Exit status 1 of an audit means that something needs attention: for `make` that is success.
audit: .venv/.installed
	@status=0; \
	$(BIN)/footprint $(if $(PROFILE),audit --profile "$(PROFILE)",demo) --into "$(INTO)" || status=$$?; \
	[ $$status -le 1 ]

test: .venv/.test
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term $(ARGS)

# Everything is installed here and by Debian's packages, started on 127.0.0.1, and stopped again.
test-servers: .venv/.test .servers/.installed
	FOOTPRINT_TEST_SERVERS="$(CURDIR)/.servers" $(BIN)/python -m pytest tests/servers $(ARGS)

lint: .venv/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: .venv/.lint
	$(BIN)/python -m build --wheel

clean:
	rm -rf .venv .servers dist "$(INTO)"

.venv/.installed: pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; }
	@echo "Setting up .venv; this takes a minute the first time."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.test: .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,look]'
	@missing=$$(for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -z "$$missing" ]; then :; \
	elif command -v apt-get >/dev/null; then \
		echo "Installing $$missing"; \
		$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $$missing >/dev/null; \
	else echo "Without these, some tests are skipped: $$missing"; fi
	@touch $@

.venv/.lint: .venv/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint,look]'
	@touch $@

# The one npm package with a compiled part is compiled here: npm runs no script that was not asked for.
.servers/.installed: tests/servers/packages.txt
	@command -v apt-get >/dev/null && command -v npm >/dev/null || \
		{ echo "These servers need Debian's packages and Node.js with npm."; exit 1; }
	@missing=$$(for p in $(SERVERS); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
		echo "Installing $$missing"; \
		$(SUDO) apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
	@echo "Setting up .servers; this takes some minutes the first time."
	@[ -x .servers/archive/bin/python ] || $(PYTHON) -m venv .servers/archive
	@.servers/archive/bin/python -m pip install --quiet --disable-pip-version-check "$$(grep ^pywb $<)"
	@npm install --silent --no-audit --no-fund --no-save --prefix .servers "$$(grep ^@atproto $<)" >/dev/null
	@cd .servers && npm rebuild --silent better-sqlite3 >/dev/null
	@touch $@

figures: .venv/.test
	$(BIN)/python -m tests.figures

judging: .venv/.test
	$(BIN)/python -m tests.judging $(ARGS)

telling: .venv/.test
	$(BIN)/python -m tests.telling $(ARGS)

learn: .venv/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,learn]'
	$(BIN)/python -m tests.telling.learn $(ARGS)

# These are only compared with, or judge; without them their figures are left out.
bench: .venv/.test
	@missing=$$(for p in $(PEERS); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
		echo "Installing $$missing"; \
		$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $$missing >/dev/null || :; \
	fi
	$(BIN)/python -m tests.bench $(ARGS)

# Coverage-guided; the fuzzer comes for Linux only, and elsewhere nothing is done.
fuzz: .venv/.test
	@$(BIN)/python -c 'import atheris' 2>/dev/null || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,fuzz]' || :
	$(BIN)/python -m tests.fuzz $(SECONDS)
