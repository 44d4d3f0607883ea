import PKI
import Signatures
import VaultCore

/// Finds in every file one signature of the owner whom it was made for, over the contents given. It stands in for the
/// real validator where a test is about the vault and not about signatures.
struct PresetValidator: DepositValidator {
    var identifiers = ["CCCD:038093015572"]
    var indication = Indication.totalPassed
    var subIndication: SubIndication?
    var anchorPurpose: String? = "signers"
    /// Index of the content that the signature covers; nil: all that were given.
    var isDetached = true
    var evidence: [[UInt8]] = [Array("certificate".utf8), Array("crl".utf8)]

    func validate(_ deposit: ValidatedFiles) throws -> DepositValidation {
        var signature = SignatureReport(
            id: "0123456789abcdef", level: "CAdES-BASELINE-B", digestAlgorithm: "SHA256",
            signatureAlgorithm: "ECDSA")
        signature.indication = indication
        signature.subIndication = subIndication
        signature.intact = true
        signature.coversWholeFile = true
        signature.signer = SignerReport(
            subject: "CN=An", issuer: "CN=CA", serial: "01", certificateSha256: String(repeating: "a", count: 64),
            identifiers: identifiers, kind: .personal, commonName: "An")
        signature.anchor = anchorPurpose.map { AnchorReport(sha256: String(repeating: "b", count: 64), purpose: $0) }
        var report = ValidationReport(
            format: "CAdES", trustSnapshot: "sha256:" + String(repeating: "c", count: 64),
            validationTime: Instant(seconds: 1_780_000_000))
        report.indication = indication
        report.signatures = [signature]
        report.uncoveredContents = isDetached ? [] : Array(deposit.contents.indices)
        report.evidence = evidence.map {
            EvidenceReport(kind: .crl, sha256: Digest.sha256(of: $0).hexadecimal, source: .trust, der: $0)
        }
        let document = Array("{\"file\":\"\(deposit.source.count)\",\"name\":\"\(deposit.name.text)\"}".utf8)
        return DepositValidation(
            report: report, document: document, trustObjects: [Array("snapshot".utf8)],
            scan: deposit.certifiedScan.map { _ in CertifiedScan(places: [.beforeSigning]) })
    }
}
