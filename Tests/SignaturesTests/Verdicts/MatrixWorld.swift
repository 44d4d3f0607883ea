import PKI
import Signatures
import TestSupport

/// What the signer's certificate is like. Whatever happened to it happened at `MatrixWorld.event`.
enum CertificateCase: String, CaseIterable {
    case good, expired, notYetValid, revokedBefore, revokedAfter, authorityRevoked, wrongPurpose, stranger
}

/// What proves the signature's time: nothing, a timestamp five days before or after the event, or one that is bad.
enum TimeCase: String, CaseIterable {
    case none, before, after, wrongImprint, strangersTimestamp
}

/// What is known of the signer's chain: lists of now; lists that ended before everything else; nothing; lists by which
/// all is well beside an OCSP answer by which the certificate (or its authority) was revoked at the event.
enum EvidenceCase: String, CaseIterable {
    case fresh, stale, none, contradicting
}

/// One cell of the matrix: a signed file, and what its verifier has.
struct MatrixCell {
    let name: String
    let file: [UInt8]
    let crls: [[UInt8]]
    let ocspResponses: [[UInt8]]
}

/// A PKI in which every certificate, timestamp and piece of evidence of the matrix is minted once.
struct MatrixWorld {
    static let now = MintedPKI.now
    static func days(_ count: Int64) -> Instant { now.adding(seconds: count * MintedPKI.day) }
    /// When certificates of the matrix ended or were revoked.
    static let event = days(-30)
    static let content = Array("Quyết định số 12".utf8)

    let pki: MintedPKI
    private let strangersPKI: MintedPKI
    private let identities: [CertificateCase: MintedPKI.Identity]

    init() throws {
        pki = try MintedPKI()
        strangersPKI = try MintedPKI()
        var identities: [CertificateCase: MintedPKI.Identity] = [:]
        for certificate in CertificateCase.allCases {
            identities[certificate] =
                switch certificate {
                case .expired: try pki.signer(notAfter: Self.event)
                case .notYetValid: try pki.signer(notBefore: Self.days(30))
                case .wrongPurpose: try pki.signer { $0.extendedKeyUsage = "serverAuth" }
                case .stranger: try strangersPKI.signer()
                default: try pki.signer()
                }
        }
        self.identities = identities
    }

    func cell(_ certificate: CertificateCase, _ time: TimeCase, _ evidence: EvidenceCase) throws -> MatrixCell {
        guard let identity = identities[certificate] else { throw PKIError(.certificateMissing) }
        // The claimed time is after the revocation for `revokedBefore`, before it otherwise; it must not matter.
        var signer = try HandmadeSigner(
            identity, over: Self.content, signingTime: Self.days(certificate == .revokedBefore ? -29 : -36))
        signer.unsignedAttributes = { value in
            try token(over: value, certificate, time).map { [HandmadeSigner.attribute(.signatureTimestamp, $0)] } ?? []
        }
        let issuing = certificate == .stranger ? strangersPKI.issuing : pki.issuing
        let file = HandmadeCMS(
            signer, content: Self.content, certificates: [identity.certificate, issuing.certificate])
        // The time-stamping authority's status is not what the matrix is about.
        let stamping = try pki.timestampRoot.revocationList(thisUpdate: Self.days(-1), nextUpdate: Self.days(1))
        return MatrixCell(
            name: "\(certificate)-\(time)-\(evidence)", file: try file.encoded(),
            crls: try lists(certificate, evidence) + [stamping], ocspResponses: try answers(certificate, evidence))
    }

    private func token(over value: [UInt8], _ certificate: CertificateCase, _ time: TimeCase) throws -> [UInt8]? {
        let before = Self.event.adding(seconds: -5 * MintedPKI.day)
        // What would come after the beginning of a certificate that is not valid yet comes from the future.
        let after = certificate == .notYetValid ? Self.days(35) : Self.event.adding(seconds: 5 * MintedPKI.day)
        let digest = Digest.sha256(of: value)
        return switch time {
        case .none: nil
        case .before: try pki.timestampAuthority.token(imprint: digest, at: before)
        case .after: try pki.timestampAuthority.token(imprint: digest, at: after)
        case .wrongImprint: try pki.timestampAuthority.token(imprint: .sha256(of: digest.bytes), at: before)
        case .strangersTimestamp: try strangersPKI.timestampAuthority.token(imprint: digest, at: before)
        }
    }

    private func lists(_ certificate: CertificateCase, _ evidence: EvidenceCase) throws -> [[UInt8]] {
        var (made, next) = (Self.days(-1), Self.days(1))
        var revoked: [IssuingAuthority.RevokedEntry] = []
        var revokedAuthorities: [IssuingAuthority.RevokedEntry] = []
        switch evidence {
        case .none: return []
        case .stale: (made, next) = (Self.days(-60), Self.days(-50))
        case .contradicting: break
        case .fresh:
            switch certificate {
            case .revokedBefore, .revokedAfter: revoked = [.init(identities[certificate]!.certificate, at: Self.event)]
            case .authorityRevoked: revokedAuthorities = [.init(pki.issuing.certificate, at: Self.event)]
            default: break
            }
        }
        // A list speaks of a certificate until that has ended: the last one before, which is still in force.
        let speaking = certificate == .expired ? min(made, Self.days(-31)) : made
        return [
            try pki.issuing.revocationList(revoked: revoked, thisUpdate: speaking, nextUpdate: next),
            try pki.root.revocationList(revoked: revokedAuthorities, thisUpdate: made, nextUpdate: next),
        ]
    }

    private func answers(_ certificate: CertificateCase, _ evidence: EvidenceCase) throws -> [[UInt8]] {
        guard evidence == .contradicting, let identity = identities[certificate] else { return [] }
        let (issuer, subject) =
            certificate == .authorityRevoked ? (pki.root, pki.issuing.certificate) : (pki.issuing, identity.certificate)
        return [
            try issuer.ocspResponse(
                about: subject, .revoked(Self.event, .notGiven), thisUpdate: Self.days(-1), nextUpdate: Self.days(1))
        ]
    }
}
