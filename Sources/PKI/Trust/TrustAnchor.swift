/// A certificate that is trusted by itself, for one purpose and for a period (RFC 5280 section 6.1.1 (d)).
///
/// The anchor's own validity, policies and constraints are not checked: whoever installs it decides.
public struct TrustAnchor: Sendable, Hashable {
    public let der: [UInt8]
    public let purpose: TrustPurpose
    /// Signatures proven before this time are not accepted by this anchor; nil where it was always trusted.
    public let trustedFrom: Instant?
    /// Signatures proven after this time are not accepted by this anchor; nil while it is trusted.
    public let trustedUntil: Instant?
    public let sha256: Digest

    public init(der: [UInt8], purpose: TrustPurpose, trustedFrom: Instant? = nil, trustedUntil: Instant? = nil) {
        self.der = der
        self.purpose = purpose
        self.trustedFrom = trustedFrom
        self.trustedUntil = trustedUntil
        sha256 = .sha256(of: der)
    }

    public func isTrusted(at time: Instant) -> Bool {
        (trustedFrom.map { $0 <= time } ?? true) && (trustedUntil.map { time <= $0 } ?? true)
    }

    /// The anchor's line in a trust snapshot.
    var snapshotLine: String {
        "\(purpose.rawValue) \(sha256.hexadecimal) \(trustedFrom?.description ?? "-") \(trustedUntil?.description ?? "-")"
    }
}
