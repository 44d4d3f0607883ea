/// What path validation found out about one certificate: a value with reasons, never a thrown error.
public struct CertificationPath {
    /// Why no valid path exists, whatever the certificates' status.
    public enum Problem: Sendable, Hashable {
        /// No path to any anchor of the purposes asked for.
        case noAnchor
        /// A certificate on the way carries a signature that its issuer's key did not make.
        case badSignature(depth: Int)
        /// A rule of RFC 5280 section 6 is broken; `rule` in OpenSSL's words.
        case constraint(depth: Int, rule: String)
        /// More certificates or lists than the budget allows.
        case budget
    }

    /// The validity of a certificate of the path does not hold the validation time.
    public struct OutOfBounds: Sendable, Hashable {
        public let depth: Int
        public let notBefore: Instant
        public let notAfter: Instant
    }

    /// From the certificate itself (index 0) to the anchor (last). What was found where there is a problem.
    public internal(set) var chain: [Certificate]
    public internal(set) var anchor: TrustAnchor?
    public internal(set) var problem: Problem?
    public internal(set) var outOfBounds: [OutOfBounds] = []
    /// The status of each certificate below the anchor; same indices as `chain`.
    public internal(set) var statuses: [RevocationStatus] = []
    /// The lists and answers that were looked at for these statuses.
    public internal(set) var usedLists: [RevocationList] = []
    public internal(set) var usedAnswers: [OCSPResponse] = []

    public var isAnchored: Bool { anchor != nil && problem == nil }

    /// Whether every status is known to be good, so that no other evidence could make it worse or better.
    var isGoodThroughout: Bool {
        statuses.allSatisfy {
            if case .good = $0 { true } else { false }
        }
    }

    /// This path with what another look at the same certificates found besides.
    func adding(_ other: CertificationPath) -> CertificationPath {
        var path = withStatuses(zip(statuses, other.statuses).map { RevocationStatus.graver($0, $1) })
        path.usedLists += other.usedLists.filter { list in !usedLists.contains { $0 === list } }
        path.usedAnswers += other.usedAnswers.filter { answer in !usedAnswers.contains { $0 === answer } }
        return path
    }

    /// The same path with other statuses, for a policy that judges them otherwise.
    public func withStatuses(_ statuses: [RevocationStatus]) -> CertificationPath {
        var path = self
        path.statuses = statuses
        return path
    }
}

/// What the evidence says of one certificate.
public enum RevocationStatus: Sendable, Hashable {
    /// Not revoked, by evidence that is fresh for the validation time.
    case good(RevocationEvidence)
    /// Its issuer states that there is no status for it (noRevAvail, short-term).
    case notApplicable
    case revoked(Revocation, RevocationEvidence)
    /// Evidence exists, but ends before the validation time.
    case stale(RevocationEvidence)
    /// No usable evidence; `rule` is OpenSSL's word where some was there but could not be used.
    case missing(rule: String?)
}

/// One CRL or OCSP answer that was used.
public struct RevocationEvidence: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case crl, ocsp
    }

    public let kind: Kind
    public let sha256: Digest
    public let thisUpdate: Instant?
    public let nextUpdate: Instant?
}
