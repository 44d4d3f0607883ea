/// Everything that a verdict may rest on beside the file: anchors by purpose, and helpers that are never trusted by
/// themselves (design.md section 3).
public struct TrustStore: Sendable {
    public let anchors: [TrustAnchor]
    /// Certificates of issuing authorities, DER.
    public let intermediates: [[UInt8]]
    /// CRLs, DER.
    public let crls: [[UInt8]]
    /// OCSP answers, DER.
    public let ocspResponses: [[UInt8]]
    public let policy: ValidationPolicy

    public init(
        anchors: [TrustAnchor], intermediates: [[UInt8]] = [], crls: [[UInt8]] = [], ocspResponses: [[UInt8]] = [],
        policy: ValidationPolicy = .standard
    ) {
        self.anchors = anchors
        self.intermediates = intermediates
        self.crls = crls
        self.ocspResponses = ocspResponses
        self.policy = policy
    }

    /// The snapshot's text: the sorted lines `purpose sha256(DER) trusted-from trusted-until`, then `policy sha256`.
    /// Evidence is not part of it.
    public var snapshotText: String {
        (anchors.map(\.snapshotLine).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } + [
            "policy \(policy.digest.hexadecimal)"
        ])
        .reduce(into: "") { $0 += $1 + "\n" }
    }

    /// The snapshot's name: the SHA-256 of its text, by which reports refer to it.
    public var snapshot: Digest { .sha256(of: Array(snapshotText.utf8)) }
}
