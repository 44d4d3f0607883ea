import PKI
import Signatures

/// Who signed a statement about an erasure, as the vault's trust sees it now.
struct StatementSignature: Sendable {
    /// A statement names at most 10,000 documents and records; the signature around it is some KB.
    static let maximumByteCount = 2 << 20

    let signer: SignerReport
    let party: SignerParty
    /// SHA-256 of the certificate, and its public key.
    let certificate: Digest
    let publicKey: [UInt8]
    let trustSnapshot: String

    /// - Parameters:
    ///   - signed: CMS with the statement inside.
    ///   - statement: the bytes that must be there.
    /// - Throws: `ERASURE_STATEMENT` where other bytes are signed, or nothing that can be read; `LOGIN_NOT_A_DOCUMENT` where
    ///   they were signed to sign in; `ERASURE_SIGNATURE` for anything but one signature that is TOTAL-PASSED, with a chain to an anchor for signers or authorities, by a
    ///   certificate that names somebody beyond doubt.
    init(_ signed: [UInt8], over statement: [UInt8], by validator: any DepositValidator) throws {
        let source = MemorySource(signed)
        guard signed.count <= Self.maximumByteCount, let message = try? SignedData(source),
            let pieces = message.contentPieces,
            try pieces.flatMap({ try source.bytes($0) }) == statement
        else { throw VaultError(.erasureStatement) }
        let validation: DepositValidation
        do {
            validation = try validator.validate(
                ValidatedFiles(
                    name: FileName("statement.p7m"), source: source, contents: [], mayBeUnsigned: false))
        } catch let error as SignedFileError {
            throw VaultError(error.code == .loginNotADocument ? .loginNotADocument : .erasureStatement)
        }
        let report = validation.report
        guard report.indication == .totalPassed, report.signatures.count == 1, let signature = report.signatures.first,
            signature.indication == .totalPassed, signature.intact, signature.counterSignatureOf == nil,
            let anchor = signature.anchor,
            [Admission.signersPurpose, Admission.authoritiesPurpose].contains(anchor.purpose)
        else { throw Self.refused(report) }
        guard let signer = signature.signer, let party = SignerParty(signer),
            let certificate = message.certificates.lazy.compactMap({ try? Certificate(der: $0) })
                .first(where: { $0.sha256.hexadecimal == signer.certificateSha256 })
        else { throw Self.refused(report) }
        self.signer = signer
        self.party = party
        self.certificate = certificate.sha256
        publicKey = certificate.publicKeyInfo
        trustSnapshot = report.trustSnapshot
    }

    private static func refused(_ report: ValidationReport) -> VaultError {
        let worst = report.signatures.first
        return VaultError(
            .erasureSignature,
            [
                "indication": (worst?.indication ?? report.indication).rawValue,
                "subIndication": worst?.subIndication?.rawValue ?? "",
            ])
    }
}
