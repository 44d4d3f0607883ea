internal import COpenSSL

/// That a certificate was revoked: since when, and why (RFC 5280 section 5.3).
public struct Revocation: Sendable, Hashable {
    /// The earlier of revocationDate and invalidityDate; nil where neither can be read, which counts as "always".
    public let time: Instant?
    public let reason: RevocationReason

    public init(time: Instant?, reason: RevocationReason) {
        self.time = time
        self.reason = reason
    }

    init(crlEntry entry: OpaquePointer) {
        var time = ASN1Time.instant(X509_REVOKED_get0_revocationDate(entry))
        if let raw = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, nil, nil) {
            let invalidity = raw.assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self)
            defer { ASN1_GENERALIZEDTIME_free(invalidity) }
            if let since = ASN1Time.instant(invalidity), let revoked = time { time = min(since, revoked) }
        }
        var reason = RevocationReason.notGiven
        if let raw = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nil, nil) {
            let code = raw.assumingMemoryBound(to: ASN1_ENUMERATED.self)
            defer { ASN1_ENUMERATED_free(code) }
            reason = RevocationReason(code: ASN1_ENUMERATED_get(code))
        }
        self.time = time
        self.reason = reason
    }
}

/// CRLReason (RFC 5280 section 5.3.1).
public enum RevocationReason: String, Sendable, Hashable {
    /// The entry carries no reason.
    case notGiven
    case unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation
    case certificateHold, removeFromCRL, privilegeWithdrawn, aACompromise

    init(code: Int) {
        let all: [Int: RevocationReason] = [
            0: .unspecified, 1: .keyCompromise, 2: .cACompromise, 3: .affiliationChanged, 4: .superseded,
            5: .cessationOfOperation,
            6: .certificateHold, 8: .removeFromCRL, 9: .privilegeWithdrawn, 10: .aACompromise,
        ]
        // A reason that no standard knows is treated like the worst one.
        self = all[code] ?? .keyCompromise
    }

    /// The reasons after which what was signed before the revocation stays good for a time-stamping authority
    /// (RFC 3161 section 4, item 1): all of them must be stated; an entry without a reason spoils every token.
    public var sparesEarlierTimestamps: Bool {
        switch self {
        case .affiliationChanged, .superseded, .cessationOfOperation, .unspecified: true
        default: false
        }
    }
}
