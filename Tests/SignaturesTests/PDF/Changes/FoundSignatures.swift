import PKI
import TestSupport

@testable import Signatures

/// The signatures of a file's last revision, found by walking over its form: enough for what is tested here.
struct FoundSignatures {
    let analysis: ChangeAnalysis
    let names: [String]
    let results: [ChangesAfterSigning]

    init(_ bytes: [UInt8]) throws {
        let source = MemorySource(bytes)
        let whole = try PDFRevision(source, end: bytes.count)
        var signatures = try Self.signatures(whole).filter { $0.byteRange.end <= bytes.count }
        signatures.sort { $0.byteRange.end < $1.byteRange.end }
        var revisions: [PDFRevision] = []
        var found: [(signature: PDFSignature, revision: Int)] = []
        for signature in signatures {
            if revisions.last?.end != signature.byteRange.end {
                guard let revision = try? PDFRevision(source, end: signature.byteRange.end) else { continue }
                revisions.append(revision)
            }
            found.append((signature, revisions.count - 1))
        }
        if revisions.last?.end != bytes.count { revisions.append(whole) }
        let analysis = try ChangeAnalysis(revisions: revisions, signatures: found)
        self.analysis = analysis
        names = found.map { String(decoding: $0.signature.fieldName, as: UTF8.self) }
        results = try found.indices.map { try analysis.changes(after: $0) }
    }

    var worst: ChangeVerdict {
        if results.contains(where: { $0.verdict == .suspicious }) { return .suspicious }
        return results.contains { $0.verdict == .permitted } ? .permitted : .none
    }

    private static func signatures(_ revision: PDFRevision) throws -> [PDFSignature] {
        let form = try revision.dictionary(try revision.catalogue()["AcroForm"]) ?? PDFDictionary()
        var found: [PDFSignature] = []
        var waiting = try revision.array(form["Fields"]) ?? []
        var seen: Set<PDFReference> = []
        while let item = waiting.popLast() {
            guard let field = item.reference, seen.insert(field).inserted,
                let dictionary = try revision.object(field).dictionary
            else { continue }
            waiting += try revision.array(dictionary["Kids"]) ?? []
            guard dictionary.has("FT", "Sig"), let reference = dictionary["V"]?.reference,
                let signature = try revision.object(reference).dictionary,
                let range = PDFByteRange(signature["ByteRange"]),
                !found.contains(where: { $0.reference == reference })
            else { continue }
            found.append(
                PDFSignature(
                    fieldName: dictionary["T"]?.string ?? [], field: field, reference: reference,
                    dictionary: signature, byteRange: range))
        }
        return found
    }
}

extension PDFRevision {
    /// A revision by itself, whether or not the sections of a later one go on from it.
    convenience init(_ source: MemorySource, end: Int) throws {
        try self.init(
            source, end: end, sections: PDFSectionReader(source).sections(before: end)[...],
            budget: PDFBudget(fileSize: source.count))
    }
}
