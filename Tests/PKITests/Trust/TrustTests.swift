import PKI
import TestSupport
import Testing

@Suite("Policy and trust snapshot")
struct TrustTests {
    private func policy(_ text: String) throws -> ValidationPolicy { try ValidationPolicy(parsing: Array(text.utf8)) }

    @Test("an empty policy is the default one, but for its digest")
    func empty() throws {
        var parsed = try policy("# chỉ có chú thích\n\n")
        #expect(parsed.refusedDigests == [.md5])
        #expect(parsed.minimumRSABits == 1024)
        #expect(parsed.requiresTimestampRevocation)
        #expect(parsed.digest != ValidationPolicy.standard.digest)
        parsed = try policy("")
        #expect(parsed == .standard)
    }

    @Test("every key is read, with comments and any white space")
    func keys() throws {
        let parsed = try policy(
            "refuse-digest sha1 # yếu\n\trefuse-digest\tsha224\nminimum-rsa-bits 3072\nrequire-timestamp-revocation no\nmaximum-age-without-next-update 60"
        )
        #expect(parsed.refusedDigests == [.md5, .sha1, .sha224])
        #expect(parsed.minimumRSABits == 3072)
        #expect(!parsed.requiresTimestampRevocation)
        #expect(parsed.maximumAgeWithoutNextUpdate == 60)
    }

    // CR LF is one Character in Swift: everything behind the first comment was taken for that comment.
    @Test("line ends of any system end a line", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let parsed = try policy("# chú thích\(end)refuse-digest sha1\(end)minimum-rsa-bits 2048\(end)")
        #expect(parsed.refusedDigests.contains(.sha1))
        #expect(parsed.minimumRSABits == 2048)
    }

    @Test(
        "a line that is not understood is refused, with its number",
        arguments: [
            "refuse-digest", "refuse-digest sha9", "refuse-digest SHA1", "minimum-rsa-bits 512",
            "minimum-rsa-bits 99999",
            "minimum-rsa-bits x", "require-timestamp-revocation maybe", "maximum-age-without-next-update -1",
            "unknown yes",
            "refuse-digest sha1 sha224", "Refuse-Digest sha1", "refuse-digest=sha1",
        ])
    func refused(_ line: String) {
        let error = #expect(throws: ValidationPolicy.LineError.self) { try policy("# một\n\(line)\n") }
        #expect(error?.line == 2)
    }

    @Test("a policy that is too large is refused")
    func tooLarge() {
        #expect(throws: ValidationPolicy.LineError.self) {
            try ValidationPolicy(parsing: [UInt8](repeating: 10, count: ValidationPolicy.maximumSize + 1))
        }
    }

    @Test("the snapshot is of anchors, periods and policy, in no order, and of nothing else")
    func snapshot() throws {
        let pki = try MintedPKI()
        let anchors = [
            TrustAnchor(der: pki.root.certificate, purpose: .signers),
            TrustAnchor(der: pki.timestampRoot.certificate, purpose: .timestamp),
        ]
        let store = TrustStore(anchors: anchors)
        #expect(TrustStore(anchors: anchors.reversed()).snapshot == store.snapshot)
        #expect(
            TrustStore(anchors: anchors, intermediates: [pki.issuing.certificate], crls: try pki.lists()).snapshot
                == store.snapshot)
        let others = [
            TrustStore(anchors: [anchors[0]]), TrustStore(anchors: []),
            TrustStore(anchors: [anchors[0], TrustAnchor(der: pki.timestampRoot.certificate, purpose: .signers)]),
            TrustStore(
                anchors: [
                    anchors[0],
                    TrustAnchor(
                        der: pki.timestampRoot.certificate, purpose: .timestamp, trustedUntil: MintedPKI.now),
                ]),
            TrustStore(anchors: anchors, policy: try policy("minimum-rsa-bits 2048")),
        ]
        #expect(Set(others.map(\.snapshot) + [store.snapshot]).count == others.count + 1)
        let lines = store.snapshotText.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.contains("signers \(Digest.sha256(of: pki.root.certificate).hexadecimal) - -"))
        #expect(lines.last?.hasPrefix("policy ") == true)
    }

    @Test("an anchor is trusted from its first to its last moment")
    func period() {
        let anchor = TrustAnchor(
            der: [], purpose: .signers, trustedFrom: Instant(seconds: 10), trustedUntil: Instant(seconds: 20))
        #expect([9, 10, 20, 21].map { anchor.isTrusted(at: Instant(seconds: $0)) } == [false, true, true, false])
    }
}
