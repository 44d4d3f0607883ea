import Messages
import PKI
import Retrieval
import Signatures
import VaultStorage

/// Signs one file, on a thread that may block, and writes what comes of it: whole, or nothing.
struct FileSigning: Sendable {
    /// What was made.
    struct Result: Sendable {
        let level: String
        /// Of a PDF signature.
        let field: String?
    }

    let source: FileSource
    let signer: SigningIdentity
    let target: String
    let force: Bool
    /// Where a timestamp over the signature value is asked for; nil for level B-B.
    let timestamps: TimestampService?

    private var level: String { timestamps == nil ? "BASELINE-B" : "BASELINE-T" }

    /// A signature inside the PDF file: its bytes as they are, and an update after them.
    /// - Throws: `ContentChanged` where the file is another one when it is written than when it was signed.
    func pades(_ request: PDFSigningRequest) async throws -> Result {
        let draft = try await WorkerPool.shared.run { [self] in try signer.pdf.draft(source, request) }
        // Nothing is written before the timestamp is there.
        let token = try await timestamps?.token(over: draft.signature)
        let update = try draft.update(timestampToken: token)
        try await write { out in
            try out.write(source, as: draft.fileDigest)
            try out.write(update)
        }
        return Result(level: "PAdES-" + level, field: draft.fieldName)
    }

    /// A signature in a file of its own, or with the content inside.
    /// - Throws: `ContentChanged` where that is another content than was signed.
    func cades(attached: Bool) async throws -> Result {
        let draft = try await WorkerPool.shared.run { [self] in try signer.cades.draft(source, signingTime: .now()) }
        let token = try await timestamps?.token(over: draft.signature)
        let halves = draft.halves(
            attachedCount: attached ? source.count : nil,
            unsignedAttributes: token.map { [SignedDataDraft.timestampAttribute($0)] } ?? [])
        try await write { out in
            try out.write(halves.beforeContent)
            if attached { try out.write(source, as: draft.messageDigest) }
            try out.write(halves.afterContent)
        }
        return Result(level: "CAdES-" + level, field: nil)
    }

    private func write(_ body: @escaping @Sendable (inout OutputFile) throws -> Void) async throws {
        let (target, force) = (target, force)
        try await WorkerPool.shared.run {
            var out = try OutputFile(path: target, force: force)
            try body(&out)
            try out.commit()
        }
    }
}
