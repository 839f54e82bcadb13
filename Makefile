# The commands a developer repeats. On a fresh Debian 12 with Rust and Node, `make run` and `make test` install the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-rust test-web test-browser build web types check deny screens bench-estimates bench-sms bench-media bench-hellos bench-churn

# Where cargo builds, as cargo itself finds out.
TARGET := $(or $(CARGO_TARGET_DIR),target)
# Extra arguments of the demo, for instance: make run DEMO="--listen 0.0.0.0:8443 --tls self-signed"
DEMO ?=

# Size and seed of `make bench-sms`.
MESSAGES ?= 10000
SEED ?= 1

step = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

# Browser apps are rebuilt when one of their sources is newer than the built page.
client_sources  := $(shell find signaling/client -path '*/node_modules' -prune -o -type f -print 2>/dev/null)
citizen_sources := $(shell find citizen -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print 2>/dev/null)
console_sources := $(shell find agent-console -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print 2>/dev/null)

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-15s %s\n", $$1, $$2 }'

run: ## Install what is missing, build, and start the demo
	$(call step,1/3 What is missing)
	@scripts/install-deps build
	$(call step,2/3 Browser apps)
	@$(MAKE) --no-print-directory web
	$(call step,3/3 Service)
	@cargo build --package signaling --bin ventanilla
	@exec $(TARGET)/debug/ventanilla demo $(DEMO)

build: ## Release binary with the browser apps inside: target/release/ventanilla
	@scripts/install-deps build
	@$(MAKE) --no-print-directory web
	@cargo build --release --package signaling --bin ventanilla

web: citizen/dist/index.html agent-console/dist/index.html ## Build the browser apps

citizen/dist/index.html: package-lock.json $(citizen_sources) $(client_sources)
	@scripts/npm-install
	@npm run build --workspace citizen
	@touch $@

agent-console/dist/index.html: package-lock.json $(console_sources) $(client_sources)
	@scripts/npm-install
	@npm run build --workspace agent-console
	@touch $@

test: ## Run everything: Rust, browser apps, real browsers
	$(call step,1/5 What is missing)
	@scripts/install-deps test
	$(call step,2/5 Browser apps)
	@$(MAKE) --no-print-directory web
	$(call step,3/5 Tests of the browser apps)
	@$(MAKE) --no-print-directory test-web
	$(call step,4/5 Rust tests)
	@$(MAKE) --no-print-directory test-rust
	$(call step,5/5 The whole job in real browsers)
	@$(MAKE) --no-print-directory test-browser

test-rust: ## Rust tests only
	@cargo build --package signaling --bin ventanilla
	@scripts/cargo-test

test-web: ## Unit tests of the browser apps only
	@scripts/npm-install
	@npm run test --workspaces --if-present

test-browser: ## Browser scenarios only; one of them: make test-browser ONLY=whole_job
	@scripts/install-deps test
	@$(MAKE) --no-print-directory web
	@cargo build --package signaling --bin ventanilla
	@tests/browser/run $(ONLY)

types: ## Generate the TypeScript types from the wire types
	@UPDATE_TYPES=1 cargo test --package protocol --test it generated_types

check: ## Formatting, lints (Rust) and types (TypeScript); warnings are errors
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets -- -D warnings
	@scripts/npm-install
	@npm run check --workspaces --if-present

deny: ## Licences, bans and sources of every dependency (needs: cargo install cargo-deny --locked)
	@cargo deny check licenses bans sources

screens: ## Screenshots of every screen, phone and laptop, into docs/screens
	@scripts/install-deps test
	@$(MAKE) --no-print-directory web
	@cargo build --package signaling --bin ventanilla
	@SCREENS=$(CURDIR)/docs/screens tests/browser/run every_screen office third_party

bench-estimates: ## Cost of estimating every wait of a small, a large and a huge queue
	@cargo run --quiet --release --package scheduler --example bench_estimates

bench-sms: ## 10,000 SMS through failing gateways and kill -9: lost, doubled, ambiguous, a second
	@SMS_FAULT_MESSAGES=$(MESSAGES) SMS_FAULT_SEED=$(SEED) cargo test --quiet --package signaling --test it sms_faults -- --nocapture

# Calls and length of `make bench-media`, and how often it repeats; LOSS (percent) and RTT (ms) make the network worse.
CALLS ?= 10,25,50
ROUNDS ?= 1
LOSS ?= 0
RTT ?= 0

bench-media: ## This media server and Janus under the same calls: CALLS=10,25,50 SECONDS=12 ROUNDS=1 LOSS=0 RTT=0 JSON=1
	@scripts/install-deps bench >&2
	@nice cargo build --release --package media --example echo
	@nice cargo build --package load
	@tests/load/run --calls $(CALLS) --seconds $(or $(SECONDS),12) --rounds $(ROUNDS) --loss $(LOSS) --rtt $(RTT) $(if $(JSON),--json)

# For these two CALLS is one number; a value of `make bench-media` would be a list.
bench-hellos: ## Calls under forged DTLS hellos from 16 addresses: CALLS=1000 RATE=10000 JSON=1
	@nice cargo build --release --package media --example echo
	@nice cargo build --package load
	@$(TARGET)/debug/bench-media hellos --calls $(if $(filter command% environment%,$(origin CALLS)),$(CALLS),1000) --rate $(or $(RATE),10000) --ventanilla $(TARGET)/release/examples/echo $(if $(JSON),--json)

bench-churn: ## Calls that end well, vanish or never begin; what the server holds afterwards: CALLS=2000 JSON=1
	@nice cargo build --release --package media --example echo
	@nice cargo build --package load
	@$(TARGET)/debug/bench-media churn --calls $(if $(filter command% environment%,$(origin CALLS)),$(CALLS),2000) --ventanilla $(TARGET)/release/examples/echo $(if $(JSON),--json)
