import PKI

@testable import Signatures

/// The signatures of a file, found as `kho verify` finds them, with what became of the document after each. Whether they
/// verify plays no part: they are dummies.
struct FoundSignatures {
    let names: [String]
    let results: [ChangesAfterSigning]

    init(_ bytes: [UInt8]) throws {
        let file = try PDFFile(MemorySource(bytes))
        let checks = try PDFSignatureSearch(file).fields.map { try PDFFieldCheck($0, in: file) }
        let changes = try PDFChanges(checks, in: file)
        var names: [String] = []
        var results: [ChangesAfterSigning] = []
        for (index, check) in checks.enumerated() {
            // What no comparison can show shows in the form alone.
            let formal = check.isChanged ? ChangesAfterSigning(verdict: .suspicious, reasons: []) : nil
            guard let result = try changes.after(index) ?? formal else { continue }
            names.append(String(decoding: check.field.name, as: UTF8.self))
            results.append(result)
        }
        self.names = names
        self.results = results
    }
}
