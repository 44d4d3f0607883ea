# Everything that one does with kho's sources. `make help` lists it.

SWIFT ?= swift
SOURCES = Sources Tests Package.swift $(foreach package,Benchmarks Fuzz,$(package)/Sources $(package)/Package.swift)
# No library is looked for beside the program: what lies there may be anybody's.
RELEASE = -c release --static-swift-stdlib --disable-local-rpath

.PHONY: help packages build release test demo format lint bench soak fuzz clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|'

packages: ## install the Debian packages that are missing
	@scripts/install-packages.sh

build: packages ## build for development
	$(SWIFT) build --explicit-target-dependency-import-check error

release: packages ## build the program as it is shipped: .build/release/kho
	$(SWIFT) build $(RELEASE) --product kho
	$(SWIFT) build $(RELEASE) --product DemonstrationPKI

test: packages ## run every test; the last line names what was skipped
	@scripts/run-tests.sh

demo: release ## walk through a vault's life with the released program
	demo/run.sh

format: ## write the sources as .swift-format says
	$(SWIFT) format -i -r $(SOURCES)

lint: ## check that they are
	$(SWIFT) format lint --strict -r $(SOURCES)

bench: release ## measure speed and memory (Benchmarks/), into docs/performance.md
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --disable-build-manifest-caching --product kho-bench
	KHO_TEST_PYTHON=$$(scripts/test-tools.sh) KHO_CORPUS=$${KHO_CORPUS:-$$(realpath -m ../shared/corpus)} \
		Benchmarks/.build/release/kho-bench .build/release/kho docs/performance.md

soak: release ## run the vault for long, with crashes (minutes: SOAK_MINUTES); a million subjects, long histories, 11,000 connections, the API by its description
	KHO_SUBJECTS=1000000 $(SWIFT) test --filter SignerMatchPropertyTests
	KHO_HISTORY_STEPS=2000 $(SWIFT) test --filter HistoryPropertyTests
	KHO_TEST_PYTHON=$$(scripts/test-tools.sh) KHO_SCHEMATHESIS_EXAMPLES=$${SCHEMATHESIS_EXAMPLES:-200} \
		$(SWIFT) test --filter OpenAPISchemathesisTests
	scripts/soak.sh $${SOAK_MINUTES:-10}
	scripts/connections.sh

fuzz: packages ## feed the readers with changed files (seconds for each: FUZZ_SECONDS)
	scripts/fuzz.sh $${FUZZ_SECONDS:-600}

clean: ## remove what was built
	rm -rf .build .build-fuzz
