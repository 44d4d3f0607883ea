public import PKI
import Signatures

/// Decides whether a signed challenge opens a session, and whose.
public struct LoginVerification: Sendable {
    /// How far the clocks of client and server may be apart, and how old a challenge may be (seconds).
    public static let tolerance: Int64 = 120

    private let validator: any DepositValidator
    private let records: any RecordStore
    private let pool: any BlockingPool

    /// - Parameters:
    ///   - validator: by the vault's trust as it is now.
    ///   - records: where it is known which numbers are one owner's.
    public init(validator: any DepositValidator, records: any RecordStore, pool: any BlockingPool) {
        self.validator = validator
        self.records = records
        self.pool = pool
    }

    /// - Parameters:
    ///   - nonce: the challenge that the caller gave out, not long ago, and takes back by this call whatever comes of it.
    ///   - origins: where the server is reached.
    ///   - now: the server's clock.
    /// - Throws: `LOGIN_MALFORMED`; `LOGIN_REFUSED` with one of `LoginRefusal`.
    public func verify(
        _ cms: [UInt8], nonce: [UInt8], origins: Set<ServerOrigin>, at now: Instant
    ) async throws -> SignedInPerson {
        let login = try SignedLogin(cms)
        let statement = login.statement
        guard statement.nonce == nonce else { throw LoginRefusal.challenge.error }
        guard origins.contains(statement.origin) else { throw LoginRefusal.origin.error }
        let window = now.adding(seconds: -Self.tolerance)...now.adding(seconds: Self.tolerance)
        guard window.contains(statement.time) else { throw LoginRefusal.time.error }
        let report = try await pool.run { [validator] in
            var files = ValidatedFiles(
                name: try FileName("login.p7m"), source: MemorySource(login.bytes), contents: [], mayBeUnsigned: false)
            files.purpose = .login
            do {
                return try validator.validate(files).report
            } catch is SignedFileError {
                throw LoginRefusal.signature.error
            }
        }
        let signer = try Self.signer(report)
        guard let party = SignerParty(signer) else { throw LoginRefusal.nobody.error }
        guard
            let certificate = login.message.certificates.lazy.compactMap({ try? Certificate(der: $0) })
                .first(where: { $0.sha256.hexadecimal == signer.certificateSha256 })
        else { throw LoginRefusal.signature.error }
        let match = SignerMatch(signer, owner: try await records.identity(of: statement.user))
        switch match {
        case .owner, .organisationSeal, .employeeOfOwner, .ownerForOrganisation: break
        case .anotherPerson, .unknown: throw LoginRefusal.user.error
        }
        return SignedInPerson(
            user: statement.user, numbers: Set(party.person.values).union(party.organisation.values),
            isOwner: match.isOwners, certificate: certificate.sha256, validUntil: certificate.notAfter)
    }

    /// Weaknesses that old documents are forgiven, and somebody who signs now is not.
    private static let tooWeak: Set<String> = ["SHA1", "RSA_UNDER_2048", "NO_SIGNING_CERTIFICATE_ATTRIBUTE"]

    /// The signer of the one signature, which has passed now.
    private static func signer(_ report: ValidationReport) throws(VaultError) -> SignerReport {
        guard report.signatures.count == 1, let signature = report.signatures.first,
            signature.counterSignatureOf == nil
        else { throw LoginRefusal.signature.error }
        guard report.indication == .totalPassed, signature.indication == .totalPassed else {
            throw refusal(signature).error
        }
        guard signature.intact, tooWeak.isDisjoint(with: signature.policyFlags), signature.bestSignatureTime == nil,
            let signer = signature.signer
        else { throw LoginRefusal.signature.error }
        guard let anchor = signature.anchor, Admission.purposes.contains(anchor.purpose) else {
            throw LoginRefusal.untrusted.error
        }
        return signer
    }

    private static func refusal(_ signature: SignatureReport) -> LoginRefusal {
        switch signature.subIndication {
        case .noCertificateChainFound, .chainConstraintsFailure, .certificateChainGeneralFailure: .untrusted
        case .revoked, .revokedNoPOE, .revokedCANoPOE, .expired, .notYetValid, .outOfBoundsNoPOE,
            .outOfBoundsNotRevoked:
            .certificate
        case .tryLater: signature.reasons.contains { $0.code == "SUSPENDED" } ? .certificate : .status
        default: .signature
        }
    }
}
