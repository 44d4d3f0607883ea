import PKI

/// Judges the certificates that services show: by the authorities that the operator named, and by their lists.
public struct ServiceAuthorities: Sendable {
    /// Why a certificate is not good for a service: fact `reason`.
    enum Refusal: String, Error, CaseIterable {
        case malformed = "service-malformed"
        case untrusted = "service-untrusted"
        case period = "service-period"
        case usage = "service-usage"
        case revoked = "service-revoked"
        case statusUnknown = "service-status-unknown"
    }

    /// PEM, as `--service-ca` gives it: roots, and what issues below them.
    let certificates: [[UInt8]]
    private let anchors: [TrustAnchor]
    private let intermediates: [[UInt8]]
    private let lists: (@Sendable () throws -> [[UInt8]])?

    /// - Parameters:
    ///   - authorities: PEM.
    ///   - lists: reads the revocation lists (DER) as they are now; nil where none are kept, and nothing is asked then.
    /// - Throws: `SERVICE_CA_MALFORMED`.
    public init(authorities: [UInt8], lists: (@Sendable () throws -> [[UInt8]])? = nil) throws(ServerError) {
        guard let blocks = PEM.blocks(authorities), !blocks.isEmpty, blocks.allSatisfy({ $0.label == "CERTIFICATE" })
        else { throw ServerError(.serviceAuthorityMalformed) }
        var roots: [[UInt8]] = []
        var others: [[UInt8]] = []
        for block in blocks {
            guard let certificate = try? Certificate(der: block.bytes), certificate.isAuthority else {
                throw ServerError(.serviceAuthorityMalformed)
            }
            if certificate.subject == certificate.issuer {
                roots.append(block.bytes)
            } else {
                others.append(block.bytes)
            }
        }
        // Without a root among them the others are what the operator trusts.
        anchors = (roots.isEmpty ? others : roots).map { TrustAnchor(der: $0, purpose: .authorities) }
        intermediates = roots.isEmpty ? [] : others
        certificates = blocks.map(\.bytes)
        self.lists = lists
    }

    /// Reads revocation lists: PEM blocks, or one list in DER.
    /// - Throws: `SERVICE_CRL_MALFORMED`.
    public static func lists(_ bytes: [UInt8]) throws(ServerError) -> [[UInt8]] {
        var lists = [bytes]
        if PEM.looksLikePEM(bytes) { lists = (PEM.blocks(bytes) ?? []).filter { $0.label == "X509 CRL" }.map(\.bytes) }
        guard !lists.isEmpty, lists.allSatisfy({ (try? RevocationList(der: $0)) != nil }) else {
            throw ServerError(.serviceListMalformed)
        }
        return lists
    }

    /// - Throws: `Refusal`.
    func check(_ der: [UInt8], at now: Instant) throws {
        guard let certificate = try? Certificate(der: der) else { throw Refusal.malformed }
        let lists = try? self.lists?()
        if self.lists != nil, lists == nil { throw Refusal.statusUnknown }
        let trust = TrustStore(anchors: anchors, intermediates: intermediates, crls: lists ?? [])
        var question = PathQuestion(time: now, isProven: false, now: now)
        question.checksRevocation = lists != nil
        let path = PathValidator(trust: trust, purposes: [.authorities]).validate(certificate, question)
        guard path.isAnchored else { throw Refusal.untrusted }
        // One purpose must be to be a client, said outright: a certificate for signing documents is a person's.
        guard certificate.extendedKeyUsage?.contains("1.3.6.1.5.5.7.3.2") == true, !certificate.isAuthority,
            certificate.keyUsage?.contains(.digitalSignature) ?? true
        else { throw Refusal.usage }
        guard path.outOfBounds.isEmpty else { throw Refusal.period }
        for status in path.statuses where question.checksRevocation {
            switch status {
            case .good, .notApplicable: break
            case .revoked: throw Refusal.revoked
            case .stale, .missing: throw Refusal.statusUnknown
            }
        }
    }
}
