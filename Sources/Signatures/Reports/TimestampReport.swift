public import PKI

/// One RFC 3161 timestamp found in a signature, and what became of it.
public struct TimestampReport: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case signature, content, archive, document
    }

    public let kind: Kind
    /// The token's genTime; nil where the token could not be read.
    public let time: Instant?
    public let indication: Indication
    public let subIndication: SubIndication?
    public let reasons: [Reason]

    public init(
        kind: Kind, time: Instant?, indication: Indication, subIndication: SubIndication? = nil, reasons: [Reason] = []
    ) {
        self.kind = kind
        self.time = time
        self.indication = indication
        self.subIndication = subIndication
        self.reasons = reasons
    }
}
