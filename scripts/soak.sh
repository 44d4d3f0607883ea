#!/bin/bash
# Runs a vault for long: deposits without end, killed at random moments, and now and then checked in full.
#
#   scripts/soak.sh MINUTES
#
# KHO                    the program (default .build/release/kho)
# KHO_DEMONSTRATION_PKI  mints the certificates (default .build/release/DemonstrationPKI, built where it is missing)
# SOAK_FOLDER            where to work (default a temporary folder, removed when all went well)
#
# Ends with 0 where nothing that was acknowledged was lost and every check was clean; else with 1, and the folder stays.
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:?usage: scripts/soak.sh MINUTES}
kho=$(realpath "${KHO:-.build/release/kho}")
mint=${KHO_DEMONSTRATION_PKI:-.build/release/DemonstrationPKI}
[ -x "$mint" ] || swift build -c release --product DemonstrationPKI >&2
mint=$(realpath "$mint")
folder=${SOAK_FOLDER:-$(mktemp -d "${TMPDIR:-/tmp}/kho-soak-XXXXXX")}
mkdir -p "$folder"
cd "$folder"

owner=CCCD:038093015572
files=200
export KHO_VAULT=vault-data KHO_TRUST=certs LC_ALL=C.UTF-8

fail() {
    echo "soak: $*; everything is in $folder" >&2
    exit 1
}

"$mint" .
"$kho" init --origin kho.example/soak >/dev/null
mkdir -p in
for number in $(seq "$files"); do
    # Some files are large enough to take the other way to the disk.
    size=$((number % 20 == 0 ? 3000000 : 3000))
    head -c "$size" /dev/urandom >"in/$number.bin"
    "$kho" sign "in/$number.bin" --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt >/dev/null
done

deadline=$(($(date +%s) + minutes * 60))
rounds=0 kills=0
: >acknowledged.txt
while [ "$(date +%s)" -lt "$deadline" ]; do
    rounds=$((rounds + 1))
    "$kho" put in --owner "$owner" --category 7 --json >round.txt 2>round-errors.txt &
    program=$!
    # Two of three rounds are cut off, at any moment between the start and a bit after the end.
    if [ $((rounds % 3)) != 0 ]; then
        sleep "0.$(printf '%03d' $((RANDOM % 1000)))"
        kill -9 "$program" 2>/dev/null && kills=$((kills + 1))
    fi
    status=0
    wait "$program" 2>/dev/null || status=$?
    [ "$status" = 0 ] || [ "$status" = 137 ] || fail "kho put ended with $status in round $rounds"
    # A line that was cut short acknowledges nothing.
    sed -n 's/^{"document":"\([0-9a-f]*\)".*"file":"\([^"]*\)\.p7s".*}$/\1 \2/p' round.txt >round-acknowledged.txt
    cat round-acknowledged.txt >>acknowledged.txt

    "$kho" list --json | sed -n 's/.*"document":"\([0-9a-f]*\)".*/\1/p' | sort >listed.txt
    cut -d ' ' -f 1 round-acknowledged.txt | sort | comm -23 - listed.txt >lost.txt
    [ ! -s lost.txt ] || fail "acknowledged and lost in round $rounds: $(head -n 3 lost.txt)"
    if read -r document file < <(shuf -n 1 acknowledged.txt); then
        "$kho" get "$document" -o - | cmp - "$file" || fail "$document came back changed"
    fi
    if [ $((rounds % 5)) = 0 ]; then
        "$kho" check >check.txt || fail "kho check ended with $? in round $rounds: $(head -n 3 check.txt)"
        printf '%s rounds, %s killed, %s acknowledged, sound\n' "$rounds" "$kills" "$(wc -l <acknowledged.txt)"
    fi
done

"$kho" check >check.txt || fail "the last check ended with $?: $(head -n 3 check.txt)"
cut -d ' ' -f 1 acknowledged.txt | sort | comm -23 - listed.txt >lost.txt
[ ! -s lost.txt ] || fail "acknowledged and lost: $(head -n 3 lost.txt)"
printf 'soak: %s minutes, %s rounds, %s killed, %s documents acknowledged and none lost; every check was clean\n' \
    "$minutes" "$rounds" "$kills" "$(wc -l <acknowledged.txt)"
[ -n "${SOAK_FOLDER:-}" ] || rm -rf "$folder"
