import PKI
import TestSupport
import Testing

@testable import Signatures

/// What is read in one revision of a file serves others only where they would read the same.
@Suite("Objects that revisions share")
struct PDFSharedObjectTests {
    private func which(_ number: Int, in revision: PDFRevision) -> [UInt8]? {
        (try? revision.object(PDFReference(number)))?.dictionary?["Which"]?.string
    }

    @Test(
        "an object that an update changes is another one in each revision, whichever is read first", arguments: [0, 1])
    func changed(_ first: Int) throws {
        var pdf = MintedPDF()
        pdf.append([8: "<< /Which (old) >>"])
        let end = pdf.count
        pdf.append([8: "<< /Which (new) >>"])
        let file = try PDFFile(MemorySource(pdf.bytes))
        var revisions = [try file.revision(endingAt: end), try file.last()]
        if first == 1 { revisions.reverse() }
        let read = revisions.map { which(8, in: $0) }
        #expect((first == 0 ? read : read.reversed()) == [Array("old".utf8), Array("new".utf8)])
    }

    private func handle(_ bytes: [UInt8]) throws -> PDFHandle {
        let source = MemorySource(bytes)
        return try PDFHandle(
            source, size: bytes.count, sections: PDFSectionReader(source).sections(before: bytes.count)[...],
            budget: PDFBudget(fileSize: bytes.count))
    }

    @Test("an object serves a revision that reaches to the end of what was read for it, and no shorter one")
    func extent() throws {
        let shared = PDFSharedObjects()
        let reader = try handle(MintedPDF().bytes)
        let (reference, site) = (PDFReference(8), PDFSite.offset(20))
        shared.add(.init(object: PDFObject(.integer(1)), isClean: true, end: 100), reference, at: site, by: reader)
        #expect(shared.object(reference, at: site, before: 99) == nil)
        #expect(shared.object(reference, at: site, before: 100)?.object == PDFObject(.integer(1)))
        #expect(shared.object(reference, at: .offset(21), before: 200) == nil)
        #expect(shared.object(PDFReference(8, 1), at: site, before: 200) == nil)
    }

    @Test("a stream, and what nobody knows the end of, serve no other revision")
    func unshared() throws {
        let shared = PDFSharedObjects()
        let reader = try handle(MintedPDF().bytes)
        let (reference, site) = (PDFReference(8), PDFSite.offset(20))
        let stream = PDFObject(.dictionary(PDFDictionary()), isStream: true)
        shared.add(.init(object: stream, isClean: true, end: 100), reference, at: site, by: reader)
        shared.add(.init(object: .null, isClean: true, end: nil), reference, at: site, by: reader)
        #expect(shared.object(reference, at: site, before: 1000) == nil)
    }

    @Test("what was read for an object ends after its `endobj`, or after that of the object stream that holds it")
    func ends() throws {
        var plain = MintedPDF()
        plain.append([5: "<< /Fields [] >>", 8: "<< /Which (own) >>"])
        var packed = PackedPDF()
        packed.add(5, "<< /Fields [] >>")
        packed.pack(8, in: 20, "<< /Which (packed) >>")
        let files = [plain.bytes, packed.finished()]
        for (bytes, start) in zip(files, ["\n8 0 obj", "\n20 0 obj"]) {
            let begin = try #require(bytes.firstRange(of: Array(start.utf8))).lowerBound
            let close = try #require(bytes[begin...].firstRange(of: Array("endobj".utf8))).upperBound
            let handle = try handle(bytes)
            // The one before it brings the first bytes of this one into memory.
            _ = try handle.object(PDFReference(5))
            let read = try handle.object(PDFReference(8))
            #expect(read.object.dictionary?["Which"] != nil && read.isClean)
            // What is read ahead does no harm: then a shorter revision reads for itself.
            let end = try #require(read.end, "\(start)")
            #expect(end >= close && end <= bytes.count, "\(start)")
        }
    }
}
