import PKI
import Signatures
import TestSupport
import VaultCore
import VaultStorage

/// A vault with as many documents as a test asks for.
enum MintedVault {
    static func make(at path: String, sealedBy seal: MintedSeal) throws -> VaultIdentity {
        try VaultInitialisation(
            origin: "kho.example.vn/log", seal: seal, sealCertificate: seal.certificate, writeSealKey: nil,
            madeAt: MintedPKI.now
        ).make(at: path)
    }

    static func deposit(_ count: Int, into path: String) async throws {
        let folder = try await VaultFolder.open(path, for: .depositing(WillingValidator()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { _ = try await folder.vault.deposit(try request(number)) }
            }
            try await group.waitForAll()
        }
        try await folder.close()
    }

    /// One document of a category, under a code.
    static func deposit(_ number: Int, _ category: VaultCore.Category, code: String, into path: String) async throws {
        let folder = try await VaultFolder.open(path, for: .depositing(WillingValidator()))
        var request = try request(number, category)
        request.code = try DocumentCode(code, scheme: "rieng")
        _ = try await folder.vault.deposit(request)
        try await folder.close()
    }

    private static func request(_ number: Int, _ category: VaultCore.Category = .ownFile) throws -> DepositRequest {
        let bytes = Array("signed document \(number)".utf8)
        return DepositRequest(
            owner: try Owner(WillingValidator.owner), category: category,
            file: DepositSource(name: try FileName("\(number).p7m"), open: { MemorySource(bytes) }), contents: [],
            uploader: "test", entrance: "test")
    }
}

/// Finds a good signature of one owner in every file: these tests are about what is served, not about signatures.
struct WillingValidator: DepositValidator {
    static let owner = "CCCD:038093015572"

    func validate(_ deposit: ValidatedFiles) throws -> DepositValidation {
        var signature = SignatureReport(
            id: "0123456789abcdef", level: "CAdES-BASELINE-B", digestAlgorithm: "SHA256", signatureAlgorithm: "ECDSA")
        signature.indication = .totalPassed
        signature.intact = true
        signature.coversWholeFile = true
        signature.signer = SignerReport(
            subject: "CN=An", issuer: "CN=CA", serial: "01", certificateSha256: String(repeating: "a", count: 64),
            identifiers: [Self.owner], kind: .personal, commonName: "An")
        signature.anchor = AnchorReport(sha256: String(repeating: "b", count: 64), purpose: "signers")
        var report = ValidationReport(
            format: "CAdES", trustSnapshot: "sha256:" + String(repeating: "c", count: 64),
            validationTime: MintedPKI.now)
        report.indication = .totalPassed
        report.signatures = [signature]
        return DepositValidation(
            report: report, document: Array("{\"name\":\"\(deposit.name.text)\"}".utf8), trustObjects: [])
    }
}

struct MintedSeal: Seal {
    let certificateDER: [UInt8]
    let certificate: SealCertificate
    private let signer: CAdESSigner

    init() throws {
        let key = try PrivateKey.generate(.p256)
        let notBefore = MintedPKI.now.adding(seconds: -3650 * MintedPKI.day)
        let notAfter = MintedPKI.now.adding(seconds: 3650 * MintedPKI.day)
        let template = CertificateTemplate.signer(
            [.init(.commonName, "Test Vault Seal")], notBefore: notBefore, notAfter: notAfter)
        certificateDER = try IssuingAuthority.selfSigned(template, key: key).certificate
        certificate = SealCertificate(der: certificateDER, notBefore: notBefore, notAfter: notAfter)
        signer = try CAdESSigner(key: key, certificate: certificateDER)
    }

    func sign(_ document: [UInt8]) throws -> [UInt8] {
        try signer.detached(MemorySource(document), signingTime: MintedPKI.now)
    }
}
