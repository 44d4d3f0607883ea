#!/bin/bash
# A vault's life from the first certificate to a copy that a stranger verifies offline. Everything that it makes stays
# in demo/ to be looked at; running it again starts afresh.
#
# KHO        the program (default .build/release/kho)
# LANG       the language of kho's sentences: Vietnamese where it names vi, English else
set -euo pipefail
cd "$(dirname "$0")"

kho=$(realpath "${KHO:-../.build/release/kho}")
mint=$(realpath "${KHO_DEMONSTRATION_PKI:-../.build/release/DemonstrationPKI}")
document=don-de-nghi.pdf
citizen=CCCD:038093015572
export KHO_VAULT=vault-data KHO_TRUST=certs
started=$(date +%s%N)

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold="" dim="" plain=""; fi
step() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
# Shows a command as one would type it, and runs it.
run() {
    printf '%s$ %s%s\n' "$dim" "$*" "$plain" | sed "s|$kho|kho|g"
    "$@"
}
# Runs a command that must end with this status.
expect() {
    local wanted=$1 status=0
    shift
    run "$@" || status=$?
    [ "$status" = "$wanted" ] || { echo "demo: exit status $status where $wanted was expected" >&2; exit 1; }
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

rm -rf certs keys vault-data out elsewhere
mkdir out

step "1. A demonstration PKI: two roots, an issuing CA, a time-stamping root, revocation lists, seven people and offices"
"$mint" .
ls certs keys

step "2. A vault with its log and its seal"
run "$kho" init --origin demo.kho.example/log --seal-key keys/con-dau-kho.p12 --passphrase-file keys/passphrase.txt

step "3. A citizen signs a document; anybody verifies it, without a vault"
run "$kho" sign "$document" --format cades --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt -o out/$document.p7s
cp "$document" out/
run "$kho" verify out/$document.p7s

step "4. What is wrong is refused, with the reason"
cp out/$document out/tampered.pdf
printf 'X' | dd of=out/tampered.pdf bs=1 seek=400 conv=notrunc status=none
echo "-- one byte of the document changed:"
expect 1 "$kho" verify out/$document.p7s --content out/tampered.pdf
echo "-- a signer whose certificate is revoked:"
"$kho" sign "$document" --format cades --key keys/bi-thu-hoi.p12 --passphrase-file keys/passphrase.txt -o out/revoked.p7s >/dev/null
expect 6 "$kho" put out/revoked.p7s --content "$document" --owner CCCD:025199009534 --category 7
echo "-- somebody who made a root of his own and wrote the citizen's number into his certificate:"
"$kho" sign "$document" --format cades --key keys/nguoi-la.p12 --passphrase-file keys/passphrase.txt -o out/stranger.p7s >/dev/null
expect 6 "$kho" put out/stranger.p7s --content "$document" --owner "$citizen" --category 7

step "5. The citizen deposits the file: verified, kept, logged, and receipted"
run "$kho" put out/$document.p7s --owner "$citizen" --category 7
id=$("$kho" list --json | field document)
run "$kho" receipt "$id" -o out/receipt.zip
run unzip -p out/receipt.zip receipt.tlog-proof

step "6. Whose space: an employee signs for the company, and nobody for somebody else"
company=MST:0100686209-199
"$kho" sign "$document" --format cades --key keys/nhan-vien.p12 --passphrase-file keys/passphrase.txt -o out/company.p7s >/dev/null
run "$kho" put out/company.p7s --content "$document" --owner "$company" --category 7
echo "-- the same file is not for the employee's own space, nor for the head office's:"
expect 6 "$kho" put out/company.p7s --content "$document" --owner CCCD:001088012345 --category 7
expect 6 "$kho" put out/company.p7s --content "$document" --owner MST:0100686209 --category 7
echo "-- and the citizen's file is not for somebody else's:"
expect 6 "$kho" put out/$document.p7s --owner CCCD:025199009534 --category 7

step "7. Sync services fetch a signed manifest over TLS; stock OpenSSL checks it against the pinned seal"
run "$kho" manifest
openssl pkcs12 -in keys/con-dau-kho.p12 -passin file:keys/passphrase.txt -nokeys -clcerts 2>/dev/null | openssl x509 -out out/seal.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 30 -subj "/CN=Demo vault server" \
    -addext subjectAltName=IP:127.0.0.1 -keyout keys/tls.key -out out/tls.pem 2>/dev/null
"$kho" serve --port 0 --tls-cert out/tls.pem --tls-key keys/tls.key --json >out/serve.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 200); do url=$(field url <out/serve.log); [ -n "$url" ] && break; sleep 0.05; done
[ -n "$url" ] || { cat out/serve.log; exit 1; }
run curl --silent --fail --cacert out/tls.pem "$url/checkpoint"
for file in 1.json 1.json.p7s; do
    run curl --silent --fail --cacert out/tls.pem "$url/v1/manifests/all/$file" -o out/$file
done
run openssl cms -verify -binary -inform DER -in out/1.json.p7s -content out/1.json -CAfile out/seal.pem \
    -partial_chain -no-CApath -no-CAstore -purpose any -out /dev/null
kill $server && wait $server 2>/dev/null || true
trap - EXIT

step "8. A copy that a stranger verifies offline: another folder of trust, no network, a process of its own"
run "$kho" copy "$id" -o out/copy.asice
mkdir -p elsewhere
cp -r certs elsewhere/certs
fingerprint=$(openssl x509 -in out/seal.pem -noout -fingerprint -sha256 | sed 's/.*=//; s/://g')
run "$kho" trust add-vault vault-data/vault.json --fingerprint "$fingerprint" --trust elsewhere/certs
alone="unshare --net"
[ "$(id -u)" = 0 ] || alone="unshare --map-root-user --net"
if $alone true 2>/dev/null; then
    run $alone "$kho" verify out/copy.asice --trust elsewhere/certs --offline
    run $alone "$kho" verify out/receipt.zip --trust elsewhere/certs --offline
else
    echo "(this machine allows no network namespace; strace shows that no socket is opened)"
    run strace -f -qq -e trace=%network "$kho" verify out/copy.asice --trust elsewhere/certs --offline
fi

step "9. The document's next version; what was cited before stays reachable"
cited=$("$kho" cite "$id" --pin --json | field reference)
echo "$cited"
"$kho" sign "$document" --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt -o out/next.pdf >/dev/null
run "$kho" put out/next.pdf --owner "$citizen" --category 7 --replaces "$id"
run "$kho" history "$id"
run "$kho" get "$cited" -o out/cited.pdf
cmp "$document" out/cited.pdf

step "10. An authority certifies a copy: its certifier signs, then its seal; the copy is numbered, kept and receipted"
certify=(--owner "$citizen" --original-name "Giấy khai sinh" --book 01/2026-SCT/BS
    --certifier-key keys/chung-thuc.p12 --title "Phó Giám đốc" --authority-key keys/co-quan.p12
    --authority-name "Sở Ví Dụ" --passphrase-file keys/passphrase.txt)
echo "-- nobody is a certifier before the vault's roles say so, whatever root is above his certificate:"
expect 6 "$kho" certify "$document" "${certify[@]}" -o out/certified-receipt.zip
printf '%s\n' "certifier CCCD:001077000123 of MST:0400260612" "agency MST:0400260612" >>vault-data/roles
run "$kho" certify "$document" "${certify[@]}" --type KQ.G15.000031 --signed out/certified.pdf -o out/certified-receipt.zip
certified=$("$kho" list --json | tail -n 1 | field document)
run "$kho" copy "$certified" -o out/certified.asice
echo "-- what the authority certified, and what the vault attests, each by itself:"
run "$kho" verify out/certified.asice --trust elsewhere/certs --offline

step "11. An officer reads for a dossier of his agency, and nobody without a reason; the owner reads who looked at what"
run "$kho" get "$id" -o out/for-the-dossier.pdf --as officer --dossier H37.01-261124-0001 --purpose 1.001193 --basis legal-task
echo "-- without a dossier, and by the operator, who keeps the vault and sees no contents:"
expect 12 "$kho" get "$id" -o out/none.pdf --as officer
expect 12 "$kho" get "$id" -o out/none.pdf --as operator
[ ! -e out/none.pdf ]
run "$kho" accesses "$id"

step "12. The owner has a document erased: he asks with his key, another person approves, sealed minutes stay"
printf '%s\n' "approver CCCD:001088012345" >>vault-data/roles
request=$("$kho" erase request "$certified" --reason owner-request --key keys/cong-dan.p12 \
    --passphrase-file keys/passphrase.txt --json | field request)
run "$kho" erase list
echo "-- whoever asked does not approve:"
expect 12 "$kho" erase approve "$request" --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt
run "$kho" erase approve "$request" --key keys/nhan-vien.p12 --passphrase-file keys/passphrase.txt
expect 8 "$kho" show "$certified"

step "13. The operator checks every byte of the vault, and the journal of accesses"
run "$kho" check

printf '\n%s== Act two: a ministry follows this vault%s\n' "$bold" "$plain"

# Starts a vault's server over TLS with what of services' certificates it needs; its address is in `url`.
serve() {
    "$kho" serve --vault "$1" --port 0 --tls-cert out/tls.pem --tls-key keys/tls.key --service-ca out/services.pem --head-every 1 \
        --json >out/serve.log 2>out/serve-errors.log &
    server=$!
    trap 'kill $server 2>/dev/null || true' EXIT
    url=""
    for _ in $(seq 200); do url=$(field url <out/serve.log); [ -n "$url" ] && break; sleep 0.05; done
    [ -n "$url" ] || { cat out/serve.log out/serve-errors.log; exit 1; }
}
stop() { kill $server && wait $server 2>/dev/null || true; trap - EXIT; }
# What is issued beside a deposit is there within a second: pulls until so many entries of the log are told of, and shows the last.
follow() {
    for _ in $(seq 100); do
        "${pull[@]}" >out/pull.txt 2>&1 && [ "$(manifested)" = "$1" ] && break
        sleep 0.1
    done
    printf '%s$ %s%s\n' "$dim" "${pull[*]}" "$plain" | sed "s|$kho|kho|g"
    cat out/pull.txt
    [ "$(manifested)" = "$1" ] || { echo "demo: the replica did not come so far" >&2; exit 1; }
}
manifested() { "$kho" sync status elsewhere/replica --json 2>/dev/null | sed -n 's/.*"to":\([0-9]*\).*/\1/p'; }
entries() { sed -n 2p vault-data/log/checkpoint; }

step "14. The ministry's certificate is pinned, with what it may be told; it keeps a verified replica, with the files"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 30 -subj "/CN=Demo services" \
    -addext keyUsage=keyCertSign -keyout keys/services.key -out out/services.pem 2>/dev/null
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=Demo ministry" -keyout keys/ministry.key 2>/dev/null |
    openssl x509 -req -days 30 -CA out/services.pem -CAkey keys/services.key -CAcreateserial -extfile <(echo extendedKeyUsage=clientAuth) \
        -out out/ministry.pem 2>/dev/null
pin=$(openssl x509 -in out/ministry.pem -outform DER | sha256sum | cut -c 1-64)
printf '%s\n' "service ministry all" "client ministry sha256:$pin" | tee -a vault-data/roles
serve vault-data
pull=("$kho" sync pull "$url" --into elsewhere/replica --content --trust elsewhere/certs
    --client-cert out/ministry.pem --client-key keys/ministry.key --server-ca out/tls.pem)
follow "$(entries)"

step "15. What is new comes with the next pull"
cp -r vault-data out/yesterday
"$kho" sign "$document" --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt -o out/later.pdf >/dev/null
run "$kho" put out/later.pdf --owner "$citizen" --category 7 --code DEMO-2026-0001 --code-scheme demo
follow "$(entries)"
run "$kho" sync status elsewhere/replica

step "16. Yesterday's copy of the vault is served in its place: refused, and both sides are kept"
stop
serve out/yesterday
pull[3]=$url
# Its first head takes a moment; until then it gives yesterday's.
for _ in $(seq 100); do
    "${pull[@]}" --json >out/pull.txt 2>/dev/null || true
    ! grep -q MANIFEST_ROLLBACK out/pull.txt || break
    sleep 0.1
done
expect 21 "${pull[@]}"
ls elsewhere/replica/evidence
stop

step "17. The vault gets another log key and another seal; who follows it follows them, and the pin stays as it is"
run "$kho" rotate log
run "$kho" rotate seal
serve vault-data
pull[3]=$url
follow "$(entries)"

step "18. An officer of the ministry needs that paper: it is on file, and nobody asks the citizen for it again"
"$kho" init --vault elsewhere/vault-data --origin ministry.demo.kho.example/log >/dev/null
cp out/ministry.pem keys/ministry.key out/tls.pem elsewhere/vault-data/keys/
vault=$(field id <vault-data/vault.json)
printf '%s\n' "client keys/ministry.pem keys/ministry.key" "authorities keys/tls.pem" "bilateral commune $url $vault" |
    tee elsewhere/vault-data/sources
officer=(--vault elsewhere/vault-data --trust elsewhere/certs --as officer --dossier H37.01-261124-0001
    --purpose 1.001193 --basis legal-task)
run "$kho" find DEMO-2026-0001 "${officer[@]}" -o out/on-file
ls out/on-file
echo "-- and a paper that nobody has:"
expect 8 "$kho" find DEMO-2026-0002 "${officer[@]}"
stop
run "$kho" check

seconds=$((($(date +%s%N) - started) / 1000000))
cat <<END

${bold}Done in $((seconds / 1000)).$(printf '%03d' $((seconds % 1000))) s.${plain} Everything is still there; try:
  cd demo; export PATH=$(dirname "$kho"):\$PATH KHO_VAULT=vault-data KHO_TRUST=certs
  kho list
  kho show $id
  kho get $id -o -  | sha256sum
  kho verify out/copy.asice --trust elsewhere/certs --json
  unzip -l out/copy.asice
  less vault-data/README.txt
END
