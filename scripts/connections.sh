#!/bin/bash
# Serves a vault through TLS to very many connections at once, and looks how another client fares meanwhile.
#
#   scripts/connections.sh [IDLE [ACTIVE [SECONDS]]]
#
# KHO                    the program (default .build/release/kho)
# KHO_DEMONSTRATION_PKI  mints the certificates (default .build/release/DemonstrationPKI)
#
# Ends with 0 where all connections were held, the server never had more than a GiB of memory, and each request of the other client
# was answered well within a second; else with 1.
set -euo pipefail
cd "$(dirname "$0")/.."

idle=${1:-10000} active=${2:-1000} seconds=${3:-60}
kho=$(realpath "${KHO:-.build/release/kho}")
mint=$(realpath "${KHO_DEMONSTRATION_PKI:-.build/release/DemonstrationPKI}")
load=$PWD/Tests/Interoperability/many_connections.py
# One descriptor for each connection, at either end, and some for the rest.
ulimit -n $((idle + active + 1000)) || {
    echo "connections: $((idle + active)) connections need as many open files (ulimit -Hn)" >&2
    exit 1
}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kho-connections-XXXXXX")
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export KHO_VAULT=vault-data KHO_TRUST=certs LC_ALL=C.UTF-8

"$mint" . >/dev/null
"$kho" init --origin kho.example/connections >/dev/null
echo "Đơn đề nghị" >don.txt
"$kho" sign don.txt --key keys/cong-dan.p12 --passphrase-file keys/passphrase.txt >/dev/null
"$kho" put don.txt.p7s --owner CCCD:038093015572 --category 7 >/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout tls.key -out tls.pem -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 2>/dev/null

# All of them come from one address and without a name, as one caller: his rate must not be what is measured.
"$kho" serve --port 0 --tls-cert tls.pem --tls-key tls.key --rate 1000000 --log none --json >listening.txt &
server=$!
for _ in $(seq 600); do
    [ ! -s listening.txt ] || break
    sleep 0.1
done
port=$(sed -n 's/.*"url":"https:[^"]*:\([0-9]*\)".*/\1/p' listening.txt)
python3 "$load" 127.0.0.1 "${port:?the server did not start}" tls.pem "$server" "$idle" "$active" "$seconds" | tee figures.txt
python3 - "$idle" "$active" <<'END'
import json, sys

figures = json.load(open("figures.txt"))
wanted = (int(sys.argv[1]) + int(sys.argv[2])) * 98 // 100
faults = [
    f"only {figures['leastHeld']} connections were held" if figures["leastHeld"] < wanted else "",
    f"{figures['serverMebibytes']} MiB of memory" if figures["serverMebibytes"] > 1024 else "",
    f"the other client waited {figures['goodLongestMilliseconds']} ms" if figures["goodLongestMilliseconds"] > 1000 else "",
]
faults = [fault for fault in faults if fault]
print("connections: " + ("; ".join(faults) if faults else "held, and everybody was served"))
sys.exit(1 if faults else 0)
END
