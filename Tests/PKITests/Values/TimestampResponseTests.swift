import PKI
import TestSupport
import Testing

@Suite("Answers of a time-stamping authority")
struct TimestampResponseTests {
    static let digest = Digest.sha256(of: Array("a signature value".utf8))

    /// A TimeStampResp with a status and a token.
    private func response(_ token: [UInt8]?, status: [UInt8] = DER.integer(0)) -> [UInt8] {
        DER.sequence(DER.sequence(status), token ?? [])
    }

    @Test("a request is what `openssl ts` reads: version 1, the imprint, a nonce, and the certificate asked for")
    func request() throws {
        let folder = try TemporaryFolder()
        let request = TimestampRequest(imprint: Self.digest)
        try folder.write(request.der, to: "q")
        let seen = try Command.run("openssl", "ts", "-query", "-in", folder.file("q"), "-text")
        #expect(seen.status == 0, "\(seen.errors)")
        for line in ["Version: 1", "Hash Algorithm: sha256", "Policy OID: unspecified", "Certificate required: yes"] {
            #expect(seen.text.contains(line), "\(seen.text)")
        }
        #expect(seen.text.uppercased().contains("NONCE: 0X" + request.nonce.hexadecimal.uppercased()))
        #expect(TimestampRequest(imprint: Self.digest).nonce != request.nonce)
    }

    @Test("a token without the nonce that was asked for is refused, also where all else is good")
    func noNonce() throws {
        let pki = try MintedPKI()
        let token = try pki.timestampAuthority.token(imprint: Self.digest, at: MintedPKI.now)
        #expect(throws: TimestampError.self) {
            try TimestampResponse.token(in: response(token), for: TimestampRequest(imprint: Self.digest))
        }
    }

    @Test("what is no answer is refused, byte strings of any kind included")
    func malformed() throws {
        let request = TimestampRequest(imprint: Self.digest)
        let bodies: [[UInt8]] = [
            [], [0x30], [0x30, 0x80], Array("<html>".utf8), response(nil), response(DER.octetString([1])),
            response(DER.null) + [0], [UInt8](repeating: 0x30, count: 4096),
        ]
        for body in bodies {
            let error = #expect(throws: TimestampError.self) { try TimestampResponse.token(in: body, for: request) }
            #expect(error?.code == .malformed, "\(body.prefix(8))")
        }
    }

    @Test("a refusal carries the authority's own reason")
    func rejected() {
        let text = DER.sequence(DER.element(0x0c, Array("quota".utf8)))
        let failure = DER.element(ASN1Tag.bitString, [7, 0x80])
        let request = TimestampRequest(imprint: Self.digest)
        let error = #expect(throws: TimestampError.self) {
            try TimestampResponse.token(in: response(nil, status: DER.integer(2) + text + failure), for: request)
        }
        #expect(error?.code == .rejected && error?.detail == "badAlg, quota")
    }
}
