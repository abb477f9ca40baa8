# The newcomer's two commands are "make demo" and "make test". Each says what it installs and why.

DATA ?= ./demo-data
ADDR ?= 127.0.0.1:8080
GO ?= go

.PHONY: help build demo test bench check shots soak assets

build: assets
	@$(GO) build -trimpath -o bin/goldenthread ./cmd/goldenthread

# The front-end packages are needed to build, never to run. They are fetched when their lock changes.
assets: node_modules/.package-lock.json
	@$(GO) run ./tools/assets

node_modules/.package-lock.json: package.json package-lock.json
	@scripts/need.sh npm
	@npm ci --no-audit --no-fund
	@touch $@

# The demonstration: nobody in it is real. Its data is kept in DATA.
demo: build
	@bin/goldenthread demo --data '$(DATA)' --addr '$(ADDR)'

help:
	@echo "make demo    build, load a demonstration in which nobody is real, serve it on http://$(ADDR)"
	@echo "             DATA=folder keeps it elsewhere than ./demo-data, ADDR=127.0.0.1:8081 serves it elsewhere"
	@echo "make test    install what the tests need, run everything on SQLite and PostgreSQL and in a browser"
	@echo "make build   the program, bin/goldenthread (bin/goldenthread --help)"
	@echo "make bench   figures against bare work in the same run, as JSON"
	@echo "make check   formatting, vet, static checks, known vulnerabilities"
	@echo "make shots   every page at 320 and 1280 px as pictures in shots/"
	@echo "make soak    hours: the race detector over everything, and many kills"

# The whole suite on SQLite and PostgreSQL, then every page in a real browser.
test:
	@scripts/test.sh

bench: build
	@bin/goldenthread bench --json

check:
	@scripts/check.sh

# Every page at 320 and 1280 px as pictures in shots/.
shots: build
	@scripts/need.sh npm chromium
	@SHOTS=shots scripts/browser.sh

# Hours rather than minutes: the race detector over everything, and many kills.
soak:
	@scripts/need.sh postgres
	@GOLDENTHREAD_REQUIRE_PG=1 GOLDENTHREAD_KILLS=500 scripts/postgres.sh $(GO) test -race -count=1 -timeout 4h ./...
