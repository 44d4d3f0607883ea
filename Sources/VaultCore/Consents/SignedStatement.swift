import PKI
import Signatures

/// A statement that somebody brings with its signature: staged, validated, and read from the bytes that the signature
/// covers, never from what lies beside it.
struct SignedStatement {
    /// As handed in: the signature file, with the statement in it or beside it.
    struct Files: Sendable {
        let signature: DepositSource
        let statement: DepositSource?
    }

    /// A signature with its chain, lists and timestamps; the statement in it is `StatementFields.maximumLength` at most.
    static let maximumSignatureSize = 8 << 20

    let intake: Intake
    let validation: DepositValidation
    /// The bytes that every signature covers.
    let bytes: [UInt8]

    /// - Throws: `CONSENT_NOT_SIGNED`, `CONSENT_PENDING`, `CONSENT_SIGNATURE_NOT_PASSED`, `CONSENT_STATEMENT_MALFORMED`;
    ///   what the stores throw, `SignedFileError` for a damaged CMS, and for one that was signed to sign in.
    init(
        _ files: Files, objects: any ObjectStore, validator: any DepositValidator, pool: any BlockingPool
    ) async throws {
        // Before anything is copied.
        guard try files.signature.open().count <= Self.maximumSignatureSize,
            try files.statement.map({ try $0.open().count <= StatementFields.maximumLength }) ?? true
        else { throw StatementFields.malformed("size") }
        var intake = try await Intake(files.signature, contents: [], beside: files.statement, objects: objects)
        var validation = try await Self.validate(intake, validator, pool)
        if !intake.contents.isEmpty, !validation.report.uncoveredContents.isEmpty {
            // What lies beside is another file, or the signature holds its content.
            intake = intake.withoutBeside()
            validation = try await Self.validate(intake, validator, pool)
        }
        try Self.judge(validation.report)
        self.intake = intake
        self.validation = validation
        let contents = intake.contents
        let covered = validation.report.signatures.filter { $0.counterSignatureOf == nil }.map(\.coveredContent)
        let source = try intake.file.staged.source()
        bytes = try await pool.run {
            let attached = try Self.attached(in: source)
            switch (attached, contents.first) {
            case (let attached?, nil): return attached
            case (nil, let statement?) where covered.allSatisfy { $0 == 0 }:
                let source = try statement.staged.source()
                return try source.bytes(0..<source.count)
            // Neither, or both: it cannot be said what was signed.
            default: throw VaultError(.consentNotSigned)
            }
        }
    }

    private static func validate(
        _ intake: Intake, _ validator: any DepositValidator, _ pool: any BlockingPool
    ) async throws -> DepositValidation {
        do {
            return try await pool.run { try validator.validate(intake.validated(mayBeUnsigned: false)) }
        } catch let error as SignedFileError where error.code == .notSigned || error.code == .unsupportedFormat {
            throw VaultError(.consentNotSigned)
        }
    }

    /// Every signature has passed; a document's own table (`Admission`) would also let in what awaits evidence.
    private static func judge(_ report: ValidationReport) throws(VaultError) {
        guard report.format == "CAdES", !report.signatures.isEmpty, report.uncoveredContents.isEmpty else {
            throw VaultError(.consentNotSigned)
        }
        let worst = report.signatures.first { $0.indication != .totalPassed || !$0.intact }
        guard worst != nil || report.indication != .totalPassed else { return }
        // The signature is over something else than what was brought.
        if worst?.subIndication == .signedDataNotFound { throw VaultError(.consentNotSigned) }
        var facts = ["indication": (worst?.indication ?? report.indication).rawValue]
        if let subIndication = worst?.subIndication { facts["subIndication"] = subIndication.rawValue }
        let isAwaited = worst?.subIndication.map(Admission.awaited.contains) ?? false
        throw VaultError(
            worst?.indication == .indeterminate && isAwaited ? .consentPending : .consentSignatureNotPassed, facts)
    }

    /// The content within the signature file; nil where it is detached.
    private static func attached(in file: any ByteSource) throws -> [UInt8]? {
        let decoded = try SignedData.unarmoured(file)
        let source: any ByteSource = decoded.map { MemorySource($0) } ?? file
        guard let pieces = try SignedData(source).contentPieces else { return nil }
        guard pieces.reduce(0, { $0 + $1.count }) <= StatementFields.maximumLength else {
            throw StatementFields.malformed("size")
        }
        return try pieces.flatMap { try source.bytes($0) }
    }

    /// Holds that the owner signed: the one comparator says so of a signature whose chain ends in an anchor for signers.
    /// - Throws: `CONSENT_NOT_OWNERS`; `CONSENT_SIGNER_NOT_TRUSTED` where the owner signed under another anchor.
    func check(signedBy owner: OwnerIdentity) throws(VaultError) {
        let own = validation.report.signatures.filter { signature in
            signature.counterSignatureOf == nil
                && signature.signer.map { SignerMatch($0, owner: owner).isOwners } ?? false
        }
        guard !own.isEmpty else { throw VaultError(.consentNotOwners) }
        guard own.contains(where: { $0.anchor?.purpose == Admission.signersPurpose }) else {
            throw VaultError(.consentSignerNotTrusted)
        }
    }

    func evidence(report: Digest, owner: OwnerIdentity) -> ConsentEvidence {
        ConsentEvidence(
            files: intake.deposited(isSigned: true),
            verdict: VerdictSummary(validation.report, digest: report, owner: owner))
    }
}
