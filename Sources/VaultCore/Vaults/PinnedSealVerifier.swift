public import PKI
public import Signatures

/// Verifies seals by pinned certificates, with kho's own validation.
public struct PinnedSealVerifier: SealVerifier {
    /// A seal that does not count, with what validation found.
    public struct Refused: Error, Sendable {
        public let report: SealReport
    }

    private let time: Instant?

    /// - Parameter time: what the clock says; nil where it does not matter that the certificate has expired since,
    ///   because something else (a pinned log key, a newer seal) vouches for the document too.
    public init(at time: Instant?) { self.time = time }

    public func verify(_ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]) throws {
        let report = try Self.report(signature, of: document, certificates: certificates, at: time)
        guard report.indication == .totalPassed else { throw Refused(report: report) }
    }

    static func report(
        _ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]], at time: Instant?
    ) throws -> SealReport {
        try SignatureValidator(trust: TrustStore(anchors: [])).validateSeal(
            signature, of: OriginalContent(name: "", source: MemorySource(document)), pinned: certificates, at: time)
    }
}
