/// One piece of evidence that a verdict rests on.
public struct EvidenceReport: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case crl, ocsp, certificate, timestamp
    }

    /// Where the evidence came from.
    public enum Source: String, Sendable, Hashable {
        case file, trust, vault, online
    }

    public let kind: Kind
    /// SHA-256 of the evidence's DER, hexadecimal.
    public let sha256: String
    public let source: Source
    /// The evidence itself, for whoever keeps it; not part of the written report.
    public let der: [UInt8]

    public init(kind: Kind, sha256: String, source: Source, der: [UInt8]) {
        self.kind = kind
        self.sha256 = sha256
        self.source = source
        self.der = der
    }
}
