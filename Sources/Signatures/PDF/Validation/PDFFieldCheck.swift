internal import CQPDF
import PKI

/// One signature field of a file, and whether its signature has the form that alone is safe (ETSI EN 319 142-1 clause
/// 5.3; the attacks on other forms: "1 Trillion Dollar Refund", CCS 2019). What it covers decides before cryptography.
struct PDFFieldCheck {
    let field: PDFForm.SignedField
    /// nil where the dictionary has no byte range at all.
    let signature: PDFSignature?
    let subFilter: PDFSubFilter?
    /// The DER in `/Contents`, without the zeros that fill it up.
    let contents: [UInt8]
    /// The revision that it covers; nil where it covers none.
    let revision: PDFRevision?
    let failures: [SignerInfoCheck.Failure]

    /// Forms that only arise where the file was changed after this signature was made.
    private static let signsOfChange = [
        "PDF_SIGNATURE_NOT_IN_REVISION", "PDF_APPENDED_BYTES", "PDF_HYBRID_REFERENCES", "PDF_UPDATE_NOT_PLAIN",
    ]

    /// Whether its form alone shows that the file was changed after it was made.
    var isChanged: Bool { failures.contains { Self.signsOfChange.contains($0.reason.code) } }

    /// Whether it is a document timestamp.
    var isTimestamp: Bool { subFilter == .timestamp }

    /// - Throws: `ByteSourceError`; `PDFError` `.tooLarge`.
    init(_ field: PDFForm.SignedField, in file: PDFFile) throws {
        self.field = field
        subFilter = PDFSubFilter(field.dictionary)
        var failures: [SignerInfoCheck.Failure] = []
        let name = String(decoding: field.name, as: UTF8.self)
        func fail(_ code: String, _ facts: [String: String] = [:]) {
            failures.append(.init(.totalFailed, .formatFailure, code, facts.merging(["field": name]) { $1 }))
        }
        if !field.isClean { fail("PDF_SIGNATURE_MALFORMED") }
        let stated = field.dictionary["Contents"]?.string ?? []
        guard let range = PDFByteRange(field.dictionary["ByteRange"]), !stated.isEmpty else {
            fail("PDF_SIGNATURE_INCOMPLETE")
            (signature, contents, revision) = (nil, [], nil)
            self.failures = failures
            return
        }
        let reference = field.value ?? field.field
        let signature = PDFSignature(
            fieldName: field.name, field: field.field, reference: reference, dictionary: field.dictionary,
            byteRange: range)
        self.signature = signature
        var found = stated
        var revision: PDFRevision?
        if range.end > file.count {
            fail("PDF_BYTE_RANGE_BEYOND_END", ["end": String(range.end), "size": String(file.count)])
        } else if let gap = range.gap {
            if let bytes = try Self.hexadecimal(gap, in: file) {
                found = bytes
            } else {
                fail("PDF_GAP_NOT_CONTENTS")
            }
            do {
                let covered = try file.revision(endingAt: range.end)
                let sections = try file.sections(since: range.end)
                if try !Self.isOwn(signature, gap: gap, in: covered) { fail("PDF_SIGNATURE_NOT_IN_REVISION") }
                if try !file.isHybridConsistent(since: range.end) { fail("PDF_HYBRID_REFERENCES") }
                // Readers that mend files would look at what no cross-reference names.
                let isAppended = try !file.isBlank(after: range.end)
                if isAppended, try sections.count == 1 || file.hasStrays(after: range.end) {
                    fail("PDF_APPENDED_BYTES")
                } else if try sections.dropLast().contains(where: { !$0.isPlain }) || file.isLinearizedOverUpdates()
                    || isAppended && !file.hasPlainObjectStreams(since: covered)
                {
                    fail("PDF_UPDATE_NOT_PLAIN")
                }
                revision = covered
            } catch let error as PDFError where error.code != .tooLarge {
                fail("PDF_REVISION_INCOMPLETE", ["detail": error.detail])
            }
        } else {
            fail("PDF_BYTE_RANGE_FORM")
        }
        contents = Self.message(found)
        self.revision = failures.isEmpty ? revision : nil
        if subFilter == nil {
            // Other signers' own forms are met; what cannot be judged is not called bad.
            let facts = ["subFilter": field.dictionary["SubFilter"]?.name?.text ?? "-"]
            failures.append(.init(.indeterminate, .sigConstraintsFailure, "PDF_SUBFILTER_UNKNOWN", facts))
        }
        self.failures = failures
    }

    /// Adds what only the neighbours tell.
    init(_ check: PDFFieldCheck, failing code: String) {
        field = check.field
        signature = check.signature
        subFilter = check.subFilter
        contents = check.contents
        revision = nil
        let name = String(decoding: field.name, as: UTF8.self)
        failures = check.failures + [.init(.totalFailed, .formatFailure, code, ["field": name])]
    }

    /// The bytes of a gap that is one hexadecimal string of whole bytes, from bracket to bracket; nil for any other.
    private static func hexadecimal(_ gap: Range<Int>, in file: PDFFile) throws -> [UInt8]? {
        guard gap.count <= 2 * PDFLimits.contents else { throw PDFError(.tooLarge, "Contents") }
        return try file.source.withBytes(gap) { bytes in
            guard bytes.count >= 2, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else {
                return nil
            }
            let digits = UnsafeRawBufferPointer(rebasing: bytes.dropFirst().dropLast())
            guard digits.count.isMultiple(of: 2) else { return nil }
            var isRight = false
            let decoded = [UInt8](unsafeUninitializedCapacity: digits.count / 2) { room, count in
                isRight = kho_pdf_hexadecimal(digits.baseAddress, digits.count, room.baseAddress)
                count = isRight ? digits.count / 2 : 0
            }
            return isRight ? decoded : nil
        }
    }

    /// Whether the revision has this very signature at this field, its `/Contents` beginning with the gap.
    private static func isOwn(_ signature: PDFSignature, gap: Range<Int>, in revision: PDFRevision) throws -> Bool {
        guard try revision.guessedObject(signature.reference).object.dictionary == signature.dictionary,
            try revision.offset(of: "Contents", in: signature.reference) == gap.lowerBound
        else { return false }
        return try PDFForm(revision).signedFields.contains {
            $0.field == signature.field && $0.value == signature.reference
        }
    }

    /// Cuts the filling off: `/Contents` is as long as the signer had reserved.
    private static func message(_ contents: [UInt8]) -> [UInt8] {
        guard var reader = try? ASN1Reader(contents), let end = (try? reader.next())??.encodedRange.upperBound,
            contents[end...].allSatisfy({ $0 == 0 })
        else { return contents }
        return Array(contents[..<end])
    }
}
