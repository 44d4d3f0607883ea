import Messages
import PKI
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

    /// A signature inside the PDF file: its bytes as they are, and an update after them.
    func pades(_ options: PDFSigningOptions) async throws -> Result {
        let request = options.request(at: .now(), isTimestamped: false)
        let draft = try await WorkerPool.shared.run { [self] in try signer.pdf.draft(source, request) }
        let update = try draft.update(timestampToken: nil)
        try await write { out in
            try out.write(source)
            try out.write(update)
        }
        return Result(level: "PAdES-BASELINE-B", field: draft.fieldName)
    }

    /// A signature in a file of its own, or with the content inside.
    func cades(attached: Bool) async throws -> Result {
        let draft = try await WorkerPool.shared.run { [self] in try signer.cades.draft(source, signingTime: .now()) }
        let halves = draft.halves(attachedCount: attached ? source.count : nil)
        try await write { out in
            try out.write(halves.beforeContent)
            if attached { try out.write(source) }
            try out.write(halves.afterContent)
        }
        return Result(level: "CAdES-BASELINE-B", field: nil)
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
