public import PKI

/// What validation found out about a seal: a detached signature by a certificate that was pinned beforehand.
public struct SealReport: Sendable, Hashable {
    public var indication = Indication.indeterminate
    public var subIndication: SubIndication?
    public var reasons: [Reason] = []
    /// The pinned certificate that sealed, DER; nil where none of them did.
    public var certificate: [UInt8]?
    /// When that certificate expires.
    public var notAfter: Instant?
    public var claimedTime: Instant?
    /// The earliest proven time of the seal; nil where no good timestamp stands over it.
    public var bestTime: Instant?
    public var timestamps: [TimestampReport] = []

    public init() {}

    /// Until when the seal can be verified as it is; nil where a timestamp carries it further.
    public var verifiableUntil: Instant? { bestTime == nil ? notAfter : nil }
}
