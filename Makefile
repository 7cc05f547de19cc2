# Everything a person or a machine does with this repository; `make help` lists it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.NOTPARALLEL:

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# The linter is built from source, once for each version of itself and of Go.
LINTER_VERSION := v2.15.0
LINTER_BIN := $(CURDIR)/.tools/golangci-lint-$(LINTER_VERSION)-$(shell go env GOVERSION)
LINTER := $(LINTER_BIN)/golangci-lint

# So is what looks for known vulnerabilities.
VULNCHECK_VERSION := v1.6.0
VULNCHECK_BIN := $(CURDIR)/.tools/govulncheck-$(VULNCHECK_VERSION)-$(shell go env GOVERSION)
VULNCHECK := $(VULNCHECK_BIN)/govulncheck

# node_modules is as package-lock.json says when this file is newer.
NODE_MODULES := frontend/node_modules/.installed

##@ Run

.PHONY: run
run: build ## build all, then serve demonstration data on http://127.0.0.1:8080
	bin/poliskontor serve --demo

##@ Build

.PHONY: build
build: frontend ## bin/poliskontor, front end included
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/poliskontor ./cmd/poliskontor

.PHONY: frontend
frontend: $(NODE_MODULES) ## the front end alone
	cd frontend && npm run build

.PHONY: generate
generate: $(NODE_MODULES) ## write the generated files anew
	go generate ./...
	mkdir -p bin
	go run ./cmd/poliskontor openapi >bin/openapi.json
	cd frontend && npm run generate

$(NODE_MODULES): frontend/package.json frontend/package-lock.json frontend/.npmrc
	cd frontend && npm ci
	touch $@

##@ Test

# Of what Go's tests say: what fails, what is logged, and a line for each package.
# All of it is in bin/test-go.log.
WORTH_READING := grep -Ev '^(=== |PASS$$|[[:space:]]*--- PASS)'

# What the servers that tests start write to their logs, down to the least.
SERVERS_LOG := $(CURDIR)/bin/test-servers.log
PAGES_LOG := $(CURDIR)/bin/test-pages.log

# The Go tests' last lines are shown again at the end, where they are looked for.
.PHONY: test
test: test-tools check test-go test-browser ## everything, on both databases and in the browser; installs what it needs
	@printf '\nGo tests:\n'
	@grep -E '^(ok|FAIL|\?|storage suite)' bin/test-go.log

.PHONY: test-tools
test-tools: ## install what the tests need beside Go and Node
	scripts/install-test-tools

# Code of others that only reckons with what it is given is not watched by the race detector,
# which makes it many times slower. What is named here may keep nothing behind sync/atomic,
# sync.Map or sync.Once that watched code reads: that would be reported as a race, and is none.
UNWATCHED := regexp compress/... image/color/... image/draw image/jpeg image/png \
	golang.org/x/image/... golang.org/x/crypto/argon2 golang.org/x/crypto/blake2b \
	github.com/ncruces/go-sqlite3-wasm/... github.com/trustelem/zxcvbn/...

# POLISKONTOR_TEST_ALL makes a test fail that would otherwise skip for want of a tool. The
# race detector watches the engine's search in its own tests; in others' it would only make
# plans some ten times slower to come by. Of the others, three packages run at once on two
# cores, as most tests wait for a database half of their time; the longest begins first.
ENGINE := poliskontor/scheduling/planner
TEST_GO := go test -race -count=1 -timeout 30m -v $(UNWATCHED:%=-gcflags=%=-race=false)
.PHONY: test-go
test-go: export CGO_ENABLED := 1
test-go: export POLISKONTOR_TEST_ALL := 1
test-go: export POLISKONTOR_TEST_LOG := $(SERVERS_LOG)
test-go: frontend ## the Go tests with the race detector, skipping nothing
	mkdir -p bin
	rm -f $(SERVERS_LOG)
	{ $(TEST_GO) $(ENGINE) && $(TEST_GO) -p 3 -gcflags=$(ENGINE)=-race=false $$(go list ./cmd/... ./... | grep -vx $(ENGINE)); } \
		| tee bin/test-go.log | $(WORTH_READING)
	scripts/check-canaries --self-test
	scripts/check-canaries $(SERVERS_LOG) bin/test-go.log

.PHONY: test-browser
test-browser: build ## the front end's tests, then the pages in Chromium, on a phone and on a desk
	cd frontend && npm test
	rm -f $(PAGES_LOG)
	cd frontend && POLISKONTOR_TEST_LOG=$(PAGES_LOG) npm run test:browser
	scripts/check-canaries $(PAGES_LOG)

.PHONY: bench
bench: ## the benchmarks, as a table; draws docs/anytime.svg
	go test -run '^$$' -bench . -benchmem -timeout 30m ./... | awk -f scripts/bench-table.awk
	$(MAKE) bench-serving

# With MINUTES=10 it also looks at the server's memory under load for that long.
.PHONY: bench-serving
bench-serving: build ## how fast feeds are served, against nginx beside it
	go run ./cmd/bench-serving $(if $(MINUTES),-minutes $(MINUTES))

.PHONY: bench-board
bench-board: build ## how fast the season board is, by Chromium's own tracing
	cd frontend && npm run bench:board

.PHONY: lighthouse
lighthouse: build ## the public pages by Lighthouse on a simulated phone, performance included
	cd frontend && npm run bench:pages

.PHONY: pictures
pictures: build ## the pictures in README.md and docs/, anew
	cd frontend && npm run pictures

##@ Check

.PHONY: check
check: check-modules check-generated lint vulncheck ## formatting, lint, import rules, known vulnerabilities, generated files in step

.PHONY: check-modules
check-modules:
	go mod tidy -diff

.PHONY: check-generated
check-generated: $(NODE_MODULES)
	scripts/check-generated

.PHONY: lint
lint: frontend $(LINTER) ## vet, linters, formatting and import rules alone
	go vet ./...
	$(LINTER) run
	cd frontend && npm run check

.PHONY: vulncheck
vulncheck: frontend $(VULNCHECK) ## known vulnerabilities in what the program calls
	scripts/check-vulnerabilities $(VULNCHECK)

$(VULNCHECK):
	GOBIN=$(VULNCHECK_BIN) CGO_ENABLED=0 go install golang.org/x/vuln/cmd/govulncheck@$(VULNCHECK_VERSION)

$(LINTER):
	GOBIN=$(LINTER_BIN) CGO_ENABLED=0 go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTER_VERSION)

.PHONY: format
format: $(LINTER) ## put the Go files in their form
	$(LINTER) fmt

##@ Other

.PHONY: clean
clean: ## remove what was built, but neither tools nor data
	rm -rf bin frontend/dist/* frontend/embed/dist/* frontend/node_modules frontend/test-results

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
