internal import CQPDF

/// What may be taken in for one file, all its revisions together: qpdf keeps every entry of a cross-reference section and
/// every object that it has read, at a multiple of what they take in the file.
final class PDFBudget {
    /// Each handle keeps its budget for as long as it lives.
    let pointer: OpaquePointer

    /// - Parameter plain: bytes that may be looked at without qpdf, for comparing it with that.
    /// - Throws: `PDFError` where there is no memory.
    init(fileSize: Int, plain: Int? = nil) throws {
        var limits = kho_pdf_limits(
            items: UInt64(PDFLimits.items(fileSize: fileSize)), text: UInt64(PDFLimits.text),
            token: UInt64(2 * PDFLimits.contents), opening: PDFLimits.openingTokens,
            stream: UInt64(PDFLimits.structureStream),
            unpacked: UInt64(PDFLimits.structureStreams + fileSize * PDFLimits.unpackedForByte),
            plain: UInt64(plain ?? PDFLimits.plainBytes + fileSize * PDFLimits.plainForByte))
        guard let made = kho_pdf_budget_new(&limits) else { throw PDFError(.tooLarge, "no memory") }
        pointer = made
    }

    deinit { kho_pdf_budget_free(pointer) }
}
