import Signatures

/// A verdict in the words of ETSI EN 319 102-1 clause 5.1.3.
struct Verdict: Hashable, CustomStringConvertible {
    let indication: Indication
    let subIndication: SubIndication?

    var description: String { indication.rawValue + (subIndication.map { "/" + $0.rawValue } ?? "") }

    static let passed = Verdict(indication: .totalPassed, subIndication: nil)
    static let tryLater = undecided(.tryLater)
    static let revoked = undecided(.revokedNoPOE)
    static let authority = undecided(.revokedCANoPOE)
    static let outside = undecided(.outOfBoundsNoPOE)
    static let ended = undecided(.outOfBoundsNotRevoked)
    static let purpose = undecided(.chainConstraintsFailure)
    static let noChain = undecided(.noCertificateChainFound)
    static let tooEarly = Verdict(indication: .totalFailed, subIndication: .notYetValid)

    private static func undecided(_ sub: SubIndication) -> Verdict {
        Verdict(indication: .indeterminate, subIndication: sub)
    }
}

/// One line of the matrix: a certificate and a proof of time, with a verdict for each state of the evidence.
struct MatrixRow {
    let certificate: CertificateCase
    let time: TimeCase
    let verdicts: [EvidenceCase: Verdict]
    /// Clause of ETSI EN 319 102-1 (V1.3.1) that the line comes from, and why.
    let source: String

    init(
        _ certificate: CertificateCase, _ time: TimeCase, _ fresh: Verdict, _ stale: Verdict, _ none: Verdict,
        _ contradicting: Verdict, _ source: String
    ) {
        self.certificate = certificate
        self.time = time
        verdicts = [.fresh: fresh, .stale: stale, .none: none, .contradicting: contradicting]
        self.source = source
    }
}

/// Written from the standard, not from the code. 40 lines of 4 cells.
enum VerdictMatrix {
    static let rows: [MatrixRow] = [
        //   certificate      time                 fresh      stale      none       contradicting
        .init(
            .good, .none, .passed, .tryLater, .tryLater, .revoked,
            "5.3.4, 5.2.5 (not fresh: TRY_LATER), 5.2.6.4 (revoked)"),
        .init(.good, .before, .passed, .tryLater, .tryLater, .passed, "5.5.4: revoked after the best signature time"),
        .init(.good, .after, .passed, .tryLater, .tryLater, .revoked, "5.5.4: revoked before the best signature time"),
        .init(
            .good, .wrongImprint, .passed, .tryLater, .tryLater, .revoked, "5.5.4: a token that fails 5.4 is left out"),
        .init(.good, .strangersTimestamp, .passed, .tryLater, .tryLater, .revoked, "5.5.4: likewise"),

        .init(.expired, .none, .ended, .outside, .outside, .revoked, "5.2.6.4: NOT_REVOKED where the status is known"),
        .init(.expired, .before, .passed, .tryLater, .tryLater, .passed, "5.5.4: valid at the best signature time"),
        .init(.expired, .after, .ended, .outside, .outside, .revoked, "5.5.4: the sub-indication of 5.3 stays"),
        .init(.expired, .wrongImprint, .ended, .outside, .outside, .revoked, "5.5.4: the token is left out"),
        .init(.expired, .strangersTimestamp, .ended, .outside, .outside, .revoked, "5.5.4: likewise"),

        .init(
            .notYetValid, .none, .outside, .outside, .outside, .revoked, "5.2.6.4: outside its validity, status or not"),
        .init(
            .notYetValid, .before, .tooEarly, .tooEarly, .tooEarly, .tooEarly,
            "5.5.4, 5.1.3 table 5: proven before notBefore"),
        .init(
            .notYetValid, .after, .outside, .outside, .outside, .revoked, "5.4: a token from the future proves nothing"),
        .init(.notYetValid, .wrongImprint, .outside, .outside, .outside, .revoked, "5.5.4: the token is left out"),
        .init(.notYetValid, .strangersTimestamp, .outside, .outside, .outside, .revoked, "5.5.4: likewise"),

        .init(
            .revokedBefore, .none, .revoked, .tryLater, .tryLater, .revoked, "5.2.6.4: no proof of an earlier signature"
        ),
        .init(
            .revokedBefore, .before, .passed, .tryLater, .tryLater, .passed,
            "5.5.4: proven earlier, whatever is claimed"),
        .init(
            .revokedBefore, .after, .revoked, .tryLater, .tryLater, .revoked,
            "5.5.4: proven too late; REVOKED needs a proof of not earlier"),
        .init(.revokedBefore, .wrongImprint, .revoked, .tryLater, .tryLater, .revoked, "5.5.4: the token is left out"),
        .init(.revokedBefore, .strangersTimestamp, .revoked, .tryLater, .tryLater, .revoked, "5.5.4: likewise"),

        .init(
            .revokedAfter, .none, .revoked, .tryLater, .tryLater, .revoked, "5.2.6.4: the claimed time proves nothing"),
        .init(
            .revokedAfter, .before, .passed, .tryLater, .tryLater, .passed,
            "5.5.4: revoked after the best signature time"),
        .init(.revokedAfter, .after, .revoked, .tryLater, .tryLater, .revoked, "5.5.4"),
        .init(.revokedAfter, .wrongImprint, .revoked, .tryLater, .tryLater, .revoked, "5.5.4: the token is left out"),
        .init(.revokedAfter, .strangersTimestamp, .revoked, .tryLater, .tryLater, .revoked, "5.5.4: likewise"),

        .init(.authorityRevoked, .none, .authority, .tryLater, .tryLater, .authority, "5.2.6.4: REVOKED_CA_NO_POE"),
        .init(
            .authorityRevoked, .before, .passed, .tryLater, .tryLater, .passed,
            "5.6.2.4: proven before the authority's revocation"),
        .init(.authorityRevoked, .after, .authority, .tryLater, .tryLater, .authority, "5.2.6.4, 5.6.2.4"),
        .init(
            .authorityRevoked, .wrongImprint, .authority, .tryLater, .tryLater, .authority,
            "5.5.4: the token is left out"),
        .init(.authorityRevoked, .strangersTimestamp, .authority, .tryLater, .tryLater, .authority, "5.5.4: likewise"),

        .init(
            .wrongPurpose, .none, .purpose, .purpose, .purpose, .purpose,
            "5.2.6.4: CHAIN_CONSTRAINTS_FAILURE before any status"),
        .init(
            .wrongPurpose, .before, .purpose, .purpose, .purpose, .purpose,
            "5.2.6.4: no proof of time changes the purpose"),
        .init(.wrongPurpose, .after, .purpose, .purpose, .purpose, .purpose, "5.2.6.4"),
        .init(.wrongPurpose, .wrongImprint, .purpose, .purpose, .purpose, .purpose, "5.2.6.4"),
        .init(.wrongPurpose, .strangersTimestamp, .purpose, .purpose, .purpose, .purpose, "5.2.6.4"),

        .init(.stranger, .none, .noChain, .noChain, .noChain, .noChain, "5.2.6.4: no chain to an anchor"),
        .init(.stranger, .before, .noChain, .noChain, .noChain, .noChain, "5.2.6.4: no proof of time makes an anchor"),
        .init(.stranger, .after, .noChain, .noChain, .noChain, .noChain, "5.2.6.4"),
        .init(.stranger, .wrongImprint, .noChain, .noChain, .noChain, .noChain, "5.2.6.4"),
        .init(.stranger, .strangersTimestamp, .noChain, .noChain, .noChain, .noChain, "5.2.6.4"),
    ]
}
