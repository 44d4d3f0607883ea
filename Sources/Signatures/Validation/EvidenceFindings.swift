import PKI

/// The evidence that one signature's verdict rests on, and what is missing for a better one.
struct EvidenceFindings {
    private let pool: EvidencePool
    private var evidence: [EvidenceReport] = []
    private var missing: [MissingEvidence] = []
    private var paths: [CertificationPath] = []

    init(pool: EvidencePool) { self.pool = pool }

    /// The signer's own path.
    mutating func add(_ path: CertificationPath) {
        paths.append(path)
        add(path, pool)
    }

    /// A timestamp's path, whose token brings evidence of its own.
    mutating func add(_ timestamp: TimestampCheck) {
        if let path = timestamp.path { add(path, timestamp.pool) }
    }

    private mutating func add(_ path: CertificationPath, _ pool: EvidencePool) {
        for list in path.usedLists { add(.crl, list.sha256, list.der, inFile: pool.holds(list)) }
        for answer in path.usedAnswers { add(.ocsp, answer.sha256, answer.der, inFile: pool.holds(answer)) }
        // Links of a chain that does not end in an anchor prove nothing, and their addresses are not to be called.
        guard path.isAnchored else { return }
        for certificate in path.chain.dropLast() {
            add(.certificate, certificate.sha256, certificate.der, inFile: pool.holds(certificate))
        }
        for (index, status) in path.statuses.enumerated() {
            switch status {
            case .missing, .stale:
                let certificate = path.chain[index]
                missing.append(
                    MissingEvidence(
                        kind: .revocation, certificateSha256: certificate.sha256.hexadecimal,
                        issuer: certificate.issuer.text, addresses: certificate.revocationAddresses))
            default: break
            }
        }
    }

    private mutating func add(_ kind: EvidenceReport.Kind, _ sha256: Digest, _ der: [UInt8], inFile: Bool) {
        evidence.append(
            EvidenceReport(kind: kind, sha256: sha256.hexadecimal, source: inFile ? .file : .trust, der: der))
    }

    /// Whether every status of the signer's path rests on evidence that the file itself carries (level LT).
    var isCompleteInFile: Bool {
        let carried = Set(evidence.filter { $0.source == .file }.map(\.sha256))
        return !paths.isEmpty
            && paths.allSatisfy { path in
                path.isAnchored
                    && path.statuses.allSatisfy { status in
                        switch status {
                        case .good(let used), .revoked(_, let used): carried.contains(used.sha256.hexadecimal)
                        case .notApplicable: true
                        case .stale, .missing: false
                        }
                    }
            }
    }

    /// Adds what is new to the file's report.
    func write(to report: inout ValidationReport) {
        for item in evidence where !report.evidence.contains(where: { $0.sha256 == item.sha256 }) {
            report.evidence.append(item)
        }
        for item in missing where !report.missingEvidence.contains(item) { report.missingEvidence.append(item) }
    }
}

extension EvidencePool {
    func holds(_ list: RevocationList) -> Bool { lists.contains { $0 === list } }
    func holds(_ answer: OCSPResponse) -> Bool { answers.contains { $0 === answer } }
    func holds(_ certificate: Certificate) -> Bool { certificates.contains { $0.der == certificate.der } }
}
