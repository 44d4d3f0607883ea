import TestSupport

/// Certificates for a server on loopback and for services, made by `openssl` as an operator would.
enum ServerCertificates {
    /// Writes tls-root.pem with tls.pem; client-ca.pem with client.pem, other-client.pem and revoked.pem, and client-ca.crl
    /// that names the last; a key beside each.
    static func write(to folder: String) async throws {
        let script = """
            set -e; cd "$1"
            new() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
            root() {
                new "$1.key"
                openssl req -x509 -key "$1.key" -subj "/CN=$2" -days 2 -addext keyUsage=keyCertSign,cRLSign -out "$1.pem" 2>&1
            }
            leaf() {
                new "$1.key"
                openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr" 2>&1
                printf '%s' "$3" > "$1.ext"
                openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -days 2 -extfile "$1.ext" -out "$1.pem" 2>&1
            }
            root tls-root "TLS Root"; root client-ca "Client CA"
            leaf tls tls-root "subjectAltName=IP:127.0.0.1,DNS:localhost"
            for name in client other-client revoked; do leaf $name client-ca "extendedKeyUsage=clientAuth"; done
            printf '[ca]\\ndefault_ca=one\\n[one]\\ndatabase=index.txt\\ndefault_md=sha256\\ncrlnumber=number\\n' > ca.cnf
            : > index.txt; echo 01 > number
            openssl ca -config ca.cnf -revoke revoked.pem -keyfile client-ca.key -cert client-ca.pem 2>&1
            openssl ca -config ca.cnf -gencrl -crldays 1 -keyfile client-ca.key -cert client-ca.pem -out client-ca.crl 2>&1
            """
        let made = try await RunningProgram.run(["bash", "-c", script, "mint", folder], in: folder)
        guard made.status == 0 else { throw Failed(output: made.output + made.errors) }
    }

    /// SHA-256 of a certificate's DER, in hexadecimal.
    static func digest(_ name: String, in folder: String) async throws -> String {
        let run = try await RunningProgram.run(
            ["bash", "-c", "openssl x509 -in \(name).pem -outform DER | openssl dgst -sha256 -r"], in: folder)
        guard run.status == 0 else { throw Failed(output: run.output + run.errors) }
        return String(run.output.prefix(64))
    }

    struct Failed: Error { let output: String }
}
