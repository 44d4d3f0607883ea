import PKI

/// Certificates that files brought along, parsed, from one file to the next: an office's files are signed by the same
/// people, under the same authorities, with timestamps of the same services. To OpenSSL parsing a certificate is as dear
/// as checking a signature. What a certificate is depends on its bytes alone; parsed is not trusted.
///
/// Not Sendable: one for each validator.
final class KnownCertificates {
    private var known: [[UInt8]: Certificate] = [:]
    private var size = 0

    private let maximumCount: Int

    /// Encoded bytes of all that is kept; to OpenSSL it is some eight times as large.
    private static let maximumSize = 2 << 20
    /// A larger one is not kept: those of people have two thousand bytes.
    private static let maximumLength = 16 << 10

    /// - Parameter maximumCount: as many as an office has people.
    init(maximumCount: Int = 1024) { self.maximumCount = maximumCount }

    /// - Returns: nil where the bytes are no certificate.
    func certificate(_ der: [UInt8]) -> Certificate? {
        if let found = known[der] { return found }
        guard let parsed = try? Certificate(der: der) else { return nil }
        guard der.count <= Self.maximumLength else { return parsed }
        // A file that brings hundreds of its own makes room for itself, and costs the next ones a little time.
        if known.count == maximumCount || size + der.count > Self.maximumSize {
            known = [:]
            size = 0
        }
        known[der] = parsed
        size += der.count
        return parsed
    }
}
