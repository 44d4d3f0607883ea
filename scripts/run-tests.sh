#!/bin/bash
# Builds and runs the tests. The last line says how it went, and names the suites that were skipped, with the reason.
#
# KHO_CORPUS           the folder of signed files from elsewhere (default ../shared/corpus)
# KHO_CORPUS_REQUIRED  1: suites that need it fail where it is absent, instead of being skipped
# ARGUMENTS            are handed to `swift test`, for example: scripts/run-tests.sh --filter MessagesTests
set -euo pipefail
cd "$(dirname "$0")/.."

KHO_TEST_PYTHON=$(scripts/test-tools.sh)
export KHO_TEST_PYTHON
log=.build/test.log

swift build --build-tests --explicit-target-dependency-import-check error

outcome=passed
swift test --skip-build "$@" 2>&1 | tee "$log" | scripts/quiet-tests.sh || outcome=FAILED

# Names of tests may hold any byte: hence -a, and the C locale.
export LC_ALL=C
ran=$(sed -n -E 's/^[^ ]+ Test run with ([0-9]+ tests?) in ([0-9]+ suites?) .*/\1 in \2/p' "$log" | tail -1)
tests=$(grep -a -c -E '^[^ ]+ Test .* skipped(\.|: ".*")$' "$log" || true)
suites=$(sed -n -E 's/^[^ ]+ Suite (.*) skipped(\.|: "(.*)")$/\1 (\3)/p' "$log" | sed 's/ ()$//' | sort -u)

summary="make test: $outcome, ${ran:-no tests}; "
if [ -n "$suites" ]; then
    count=$(printf '%s\n' "$suites" | wc -l)
    summary+="$tests tests skipped in $count suites: $(printf '%s\n' "$suites" | paste -sd ',' | sed 's/,/, /g')"
elif [ "$tests" != 0 ]; then
    summary+="$tests tests skipped, no whole suite"
else
    summary+="nothing was skipped"
fi
echo "$summary"
[ "$outcome" = passed ] && [ -n "$ran" ]
