#!/bin/bash
# Feeds the readers of what strangers write (PDF, CMS, timestamps) with changed files, under libFuzzer and the address
# sanitizer: a crash, a leak, a hang or too much memory fails, with the input kept.
#
#   scripts/fuzz.sh SECONDS [TARGET...]     SECONDS for each of FuzzPDF, FuzzPlainObject, FuzzCMS, FuzzTimestamp
#
# KHO_CORPUS  the folder of signed files to begin with, read where it is (default ../shared/corpus)
#
# First of all a planted bug must be found: where it is not, coverage or sanitizer do not work, and nothing is proven.
# What is found goes to .build-fuzz/findings; the inputs that reached something new are kept there too, for the next
# run. To look at a finding: .build-fuzz/debug/TARGET FILE
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?usage: scripts/fuzz.sh SECONDS [TARGET...]}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(FuzzPDF FuzzPlainObject FuzzCMS FuzzTimestamp)
KHO_CORPUS=$(realpath -m "${KHO_CORPUS:-../shared/corpus}")
build=$PWD/.build-fuzz
export KHO_CORPUS SWIFT_BACKTRACE=enable=no
# A small quarantine, so that the limit on memory is about the program and not about the sanitizer.
export ASAN_OPTIONS=quarantine_size_mb=16:detect_leaks=1

mkdir -p "$build/findings"
# A second `--sanitize` would switch coverage off without a word; hence the address sanitizer by flags. The package
# manager remembers which files kho has, and would miss new ones.
${SWIFT:-swift} build --package-path Fuzz --scratch-path "$build" --disable-build-manifest-caching \
    --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=address -Xcxx -fsanitize=address \
    >"$build/build.log" 2>&1 || {
    grep -v 'Cannot export local symbol' "$build/build.log" >&2
    exit 1
}

# In C++ alone, as what it is about: qpdf and the reader beside it, which must agree on every object.
clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang++
"$clang" -std=c++17 -O1 -g -fsanitize=fuzzer,address -DPOINTERHOLDER_TRANSITION=4 -ISources/CQPDF/include \
    Fuzz/Sources/FuzzPlainObject/*.cc Sources/CQPDF/*.cc -o "$build/debug/FuzzPlainObject" \
    -l:libqpdf.a -l:libjpeg.a -lz -lcrypto >"$build/objects.log" 2>&1 || {
    grep -v 'Cannot export local symbol' "$build/objects.log" >&2
    exit 1
}

planted=$build/planted
rm -rf "$planted"
mkdir -p "$planted"
timeout 120 "$build/debug/FuzzPlanted" -max_len=64 -max_total_time=60 -artifact_prefix="$planted/" \
    >"$planted/log" 2>&1 || true
grep -q 'AddressSanitizer: heap-buffer-overflow' "$planted/log" || {
    echo "fuzz: the planted bug was not found, so nothing would be: $planted/log" >&2
    exit 1
}

# Longest input, seconds for one input, MiB in all, MiB in one piece. Sanitized and not optimised, validation takes
# about ten times as long and three times as much as it does in the program.
limits() {
    case $1 in
    FuzzPDF) echo 262144 20 1024 256 ;;
    FuzzPlainObject) echo 512 10 1024 64 ;;
    FuzzCMS) echo 65536 20 768 64 ;;
    FuzzTimestamp) echo 16384 10 768 64 ;;
    *)
        echo "fuzz: no target $1" >&2
        return 1
        ;;
    esac
}

seeds() {
    case $1 in
    FuzzPDF) echo "$KHO_CORPUS/pades" ;;
    FuzzPlainObject)
        mkdir -p "$build/objects"
        KHO_FUZZ_OBJECTS=$build/objects "$build/debug/FuzzPlainObject" -runs=0 >/dev/null 2>&1
        echo "$build/objects"
        ;;
    FuzzCMS) echo "$KHO_CORPUS/cades" ;;
    FuzzTimestamp)
        mkdir -p "$build/tokens"
        KHO_FUZZ_TOKENS=$build/tokens "$build/debug/FuzzTimestamp" -runs=0 >/dev/null 2>&1
        echo "$build/tokens"
        ;;
    esac
}

failed=0
for target in "${targets[@]}"; do
    read -r length patience memory piece < <(limits "$target")
    seeds=$(seeds "$target")
    folder=$build/reached/$target
    mkdir -p "$folder"
    log=$build/$target.log
    options=()
    [ "$target" != FuzzPDF ] || options=(-dict=Fuzz/pdf.dict)
    [ "$target" != FuzzPlainObject ] || options=(-dict=Fuzz/object.dict)
    [ ! -d "$seeds" ] || options+=("$seeds")
    status=0
    timeout $((seconds + 300)) "$build/debug/$target" -max_total_time="$seconds" -max_len="$length" \
        -timeout="$patience" -rss_limit_mb="$memory" -malloc_limit_mb="$piece" -print_final_stats=1 \
        -artifact_prefix="$build/findings/$target-" "$folder" "${options[@]}" >"$log" 2>&1 || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
    if [ "$status" = 0 ] && [ "${runs:-0}" -gt 0 ]; then
        echo "fuzz: $target: ${seconds} s, $runs inputs, at most $peak MiB, nothing found"
    else
        failed=1
        finding=$(grep -a -o "$build/findings/$target-[^ ]*" "$log" | tail -1 || true)
        echo "fuzz: $target: $(grep -a -m1 -E 'ERROR:|SUMMARY:' "$log" || echo "status $status"); input: ${finding:-none}, log: $log" >&2
    fi
done
exit $failed
