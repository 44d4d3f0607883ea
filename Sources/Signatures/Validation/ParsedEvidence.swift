import PKI

/// Certificates, lists and answers that were parsed for one file already: each of its signatures brings the same few
/// along, and to OpenSSL parsing a certificate is as dear as checking a signature. Parsed is not trusted.
///
/// Lists, not dictionaries: a file has a dozen of them.
final class ParsedEvidence {
    private var certificates: [Certificate]
    private var lists: [RevocationList] = []
    private var answers: [OCSPResponse] = []
    private let known: KnownCertificates
    private var size = 0

    /// Of each kind: what comes after it is parsed wherever it stands.
    private static let maximumCount = 256
    /// Encoded bytes of all that is kept; to OpenSSL it is some eight times as large.
    private static let maximumSize = 4 << 20

    /// - Parameters:
    ///   - certificates: those of the trust store, which files bring along too.
    ///   - known: what earlier files brought along.
    init(_ certificates: [Certificate] = [], known: KnownCertificates = KnownCertificates()) {
        self.certificates = certificates
        self.known = known
    }

    /// - Returns: nil where the bytes are no certificate.
    func certificate(_ der: [UInt8]) -> Certificate? {
        if let found = certificates.first(where: { $0.der == der }) { return found }
        guard let parsed = known.certificate(der) else { return nil }
        if isKept(der, certificates.count) { certificates.append(parsed) }
        return parsed
    }

    func list(_ der: [UInt8]) -> RevocationList? {
        if let known = lists.first(where: { $0.der == der }) { return known }
        guard let parsed = try? RevocationList(der: der) else { return nil }
        if isKept(der, lists.count) { lists.append(parsed) }
        return parsed
    }

    func answer(_ der: [UInt8]) -> OCSPResponse? {
        if let known = answers.first(where: { $0.der == der }) { return known }
        guard let parsed = try? OCSPResponse(der: der) else { return nil }
        if isKept(der, answers.count) { answers.append(parsed) }
        return parsed
    }

    private func isKept(_ der: [UInt8], _ count: Int) -> Bool {
        guard count < Self.maximumCount, der.count <= Self.maximumSize - size else { return false }
        size += der.count
        return true
    }
}
