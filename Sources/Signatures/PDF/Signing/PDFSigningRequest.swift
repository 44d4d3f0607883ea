public import PKI

/// What a PDF signature shall be.
public struct PDFSigningRequest: Sendable {
    /// What a certification allows to be changed afterwards (ISO 32000-2 table 257, `P`).
    public enum Certification: Int, Sendable, CaseIterable {
        case noChanges = 1
        case formFilling = 2
        case annotations = 3
    }

    /// The claimed time, `/M`: a PDF signature has no other (ETSI EN 319 142-1 clause 6.3).
    public var time: Instant
    /// The signature field; nil for a new one. One that is there and empty is signed, one that is not is made.
    public var fieldName: String?
    /// nil for an approval signature.
    public var certification: Certification?
    public var reason: String?
    public var location: String?
    /// nil for a signature that is not seen on the page.
    public var stamp: PDFStamp?
    /// Whether room is left for a timestamp.
    public var isTimestamped = false

    public init(time: Instant) { self.time = time }
}
