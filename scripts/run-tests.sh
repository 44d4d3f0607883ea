#!/bin/bash
# Builds and runs the tests. The last line says how it went, and which suites were skipped and why.
#
# KHO_CORPUS           the folder of signed files from elsewhere (default ../shared/corpus)
# KHO_CORPUS_REQUIRED  1: suites that need it fail where it is absent, instead of being skipped
# ARGUMENTS            are handed to `swift test`, for example: scripts/run-tests.sh --filter Messages
set -euo pipefail
cd "$(dirname "$0")/.."

KHO_TEST_PYTHON=$(scripts/test-tools.sh)
export KHO_TEST_PYTHON
log=.build/test.log

swift build --build-tests --explicit-target-dependency-import-check error

outcome=passed
swift test --skip-build "$@" 2>&1 | tee "$log" | scripts/quiet-tests.sh || outcome=FAILED

# Test names may hold any byte, hence -a.
skipped=$(grep -a -o 'Suite ".*" skipped.*' "$log" | sed -E 's/^Suite ("[^"]*") skipped:? ?"?([^"]*)"?\.?$/\1 (\2)/; s/ \(\)$//' | sort -u || true)
if [ -z "$skipped" ]; then
    echo "make test: $outcome; no suite was skipped"
else
    count=$(printf '%s\n' "$skipped" | wc -l)
    echo "make test: $outcome; $count skipped: $(printf '%s\n' "$skipped" | paste -sd ';' | sed 's/;/, /g')"
fi
[ "$outcome" = passed ]
