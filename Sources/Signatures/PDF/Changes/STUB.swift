struct ChangesAfterSigning: Sendable {
    let verdict: ChangeVerdict
    let reasons: [Reason]
}
struct ChangeAnalysis {
    init(revisions: [PDFRevision], signatures: [(signature: PDFSignature, revision: Int)]) throws {}
    func changes(after signature: Int) throws -> ChangesAfterSigning {
        ChangesAfterSigning(verdict: .none, reasons: [])
    }
}
