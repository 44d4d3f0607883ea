#!/bin/sh
# Makes .build/test-venv with the tools of scripts/test-tools.txt, where they are missing or of other versions.
# Prints the path of its Python, for KHO_TEST_PYTHON.
set -eu
cd "$(dirname "$0")/.."

venv=.build/test-venv
list=scripts/test-tools.txt

# The list that was installed is kept beside it: only the same list is up to date.
if ! cmp -s "$list" "$venv/installed.txt" || ! "$venv/bin/python" -c "import pyhanko, asn1crypto" 2>/dev/null; then
    echo "Making $venv" >&2
    rm -rf "$venv"
    mkdir -p .build
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$list" >&2
    cp "$list" "$venv/installed.txt"
fi
echo "$PWD/$venv/bin/python"
