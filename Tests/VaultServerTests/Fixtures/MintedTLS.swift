import Foundation
import PKI
import TestSupport

/// Certificates for a server on loopback and for its clients, made by `openssl` as an operator would.
enum MintedTLS {
    /// Writes tls-root.pem with tls.pem and its key, client-ca.pem with client.pem, stranger-ca.pem with stranger.pem, and
    /// other.key, which belongs to none.
    static func write(to folder: String) async throws {
        let script = """
            set -e; cd "$1"
            new() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
            root() {
                new "$1.key"
                openssl req -x509 -key "$1.key" -subj "/CN=$2" -days 2 -out "$1.pem" 2>&1
            }
            leaf() {
                new "$1.key"
                openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr" 2>&1
                printf '%s' "$3" > "$1.ext"
                openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -days 2 -extfile "$1.ext" -out "$1.pem" 2>&1
            }
            root tls-root "TLS Root"; root client-ca "Client CA"; root stranger-ca "Stranger CA"
            leaf tls tls-root "subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost"
            leaf client client-ca "extendedKeyUsage=clientAuth"
            leaf stranger stranger-ca "extendedKeyUsage=clientAuth"
            new other.key
            """
        let result = try await Program.run("bash", ["-c", script, "mint", folder])
        guard result.status == 0 else { throw Failed(output: result.output) }
    }

    struct Failed: Error { let output: String }
}
