import Foundation
import PKI
import Retrieval
import Signatures
import VaultCore
import VaultStorage

/// Puts the signatures of a certified copy on its scan, one after another: into a PDF as two updates, else as a CAdES
/// signature that the authority countersigns. Nothing is written to disk.
struct CertifiedCopySigning: Sendable {
    let scan: FileSource
    let name: String
    let isPDF: Bool
    /// nil for a copy from the register.
    let certifier: SigningIdentity?
    let authority: SigningIdentity
    let stamp: StampPlace?
    let stampFont: [UInt8]?

    /// What is deposited.
    struct Copy: Sendable {
        /// The signed PDF, or the signature beside the scan.
        let file: DepositSource
        let contents: [DepositSource]
        let source: any ByteSource
    }

    /// - Parameter timestamps: nil for signatures without timestamps.
    func sign(_ certification: Certification, timestamps: TimestampService?) async throws -> Copy {
        isPDF
            ? try await pades(certification, timestamps) : try await cades(certification, timestamps)
    }

    private func pades(_ certification: Certification, _ timestamps: TimestampService?) async throws -> Copy {
        let statement = certification.statementText
        var updates: [UInt8] = []
        for signer in [certifier, authority].compactMap({ $0 }) {
            var request = PDFSigningRequest(time: .now())
            request.reason = statement
            request.isTimestamped = timestamps != nil
            // The authority's stamp comes last, and shows all.
            if signer.certificate == authority.certificate, let stamp, let stampFont {
                request.stamp = PDFStamp(
                    page: stamp.page, corner: stamp.corner, lines: Self.lines(certification), font: stampFont)
            }
            let base = AppendedSource(scan, updates)
            let draft = try await WorkerPool.shared.run { [request] in try signer.pdf.draft(base, request) }
            let token = try await timestamps?.token(over: draft.signature)
            updates += try draft.update(timestampToken: token)
        }
        let signed = AppendedSource(scan, updates)
        let stem = name.lowercased().hasSuffix(".pdf") && name.count > 4 ? String(name.dropLast(4)) : name
        return Copy(
            file: DepositSource(name: try FileName(stem + ".signed.pdf")) { signed }, contents: [], source: signed)
    }

    private func cades(_ certification: Certification, _ timestamps: TimestampService?) async throws -> Copy {
        let statement = certification.statementText
        let first = certifier ?? authority
        let draft = try await WorkerPool.shared.run { [scan] in
            try first.cades.draft(scan, signingTime: .now(), statement: statement)
        }
        var attributes: [[UInt8]] = []
        if let token = try await timestamps?.token(over: draft.signature) {
            attributes.append(SignedDataDraft.timestampAttribute(token))
        }
        var counter: SignedDataDraft?
        if certifier != nil {
            let made = try authority.cades.counterDraft(over: draft, signingTime: .now(), statement: statement)
            let token = try await timestamps?.token(over: made.signature)
            attributes.append(
                made.counterSignatureAttribute(
                    unsignedAttributes: token.map { [SignedDataDraft.timestampAttribute($0)] } ?? []))
            counter = made
        }
        let signature = MemorySource(
            draft.halves(attachedCount: nil, unsignedAttributes: attributes, counterSigner: counter).beforeContent)
        let scan = scan
        return Copy(
            file: DepositSource(name: try FileName(name + ".p7s")) { signature },
            contents: [DepositSource(name: try FileName(name)) { scan }], source: signature)
    }

    /// What a reader of the page sees: the lời chứng as the law words it, always in Vietnamese.
    private static func lines(_ certification: Certification) -> [String] {
        var lines = [
            certification.statement, "Số chứng thực: \(certification.number), quyển số: \(certification.book)",
            certification.time.replacing("T", with: " "), certification.authority.name,
        ]
        if let certifier = certification.certifier { lines.append("\(certifier.title): \(certifier.name)") }
        return lines
    }
}
