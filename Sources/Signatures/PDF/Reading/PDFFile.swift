import PKI

/// A PDF file with its revisions. Not Sendable: one thread at a time.
final class PDFFile {
    let source: any ByteSource
    /// Every cross-reference section, the newest first.
    let sections: [PDFSection]
    let digests: PDFDigests
    private let budget: PDFBudget
    private let shared = PDFSharedObjects()
    private var revisions: [Int: PDFRevision] = [:]

    /// Whether a file is a PDF, by its first bytes. Readers also take files with something before the header, whose
    /// offsets then mean one thing or another; such a file is none here.
    static func looksLikePDF(_ start: [UInt8]) -> Bool { start.starts(with: "%PDF-".utf8) }

    /// - Parameter budget: nil for what files of its size are allowed.
    /// - Throws: `PDFError` where the file is no PDF that can be read without guessing; `ByteSourceError`.
    init(_ source: any ByteSource, budget: PDFBudget? = nil) throws {
        guard source.count <= PDFLimits.fileSize else { throw PDFError(.tooLarge, "file") }
        guard Self.isHeader(try source.bytes(0..<min(source.count, 8))) else { throw PDFError(.malformed, "header") }
        // Structure is spread over the file, and each revision reads it again.
        self.source =
            source.count <= PDFLimits.inMemory && !(source is MemorySource)
            ? MemorySource(try source.bytes(0..<source.count)) : source
        digests = PDFDigests(self.source)
        self.budget = try budget ?? PDFBudget(fileSize: source.count)
        sections = try PDFSectionReader(self.source).sections(before: source.count)
    }

    /// `%PDF-`, a digit, a full stop, a digit (ISO 32000-2 clause 7.5.2).
    private static func isHeader(_ bytes: [UInt8]) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return bytes.count == 8 && looksLikePDF(bytes) && digits.contains(bytes[5]) && bytes[6] == UInt8(ascii: ".")
            && digits.contains(bytes[7])
    }

    var count: Int { source.count }

    /// The file as it is.
    func last() throws -> PDFRevision { try revision(endingAt: count) }

    /// The file as it was when it ended at `end`.
    /// - Throws: `PDFError` where it did not end there: the bytes are no whole file, or the sections of the file do not
    ///   go on from its own.
    func revision(endingAt end: Int) throws -> PDFRevision {
        if let known = revisions[end] { return known }
        let own = try sections(since: end).endIndex - 1
        let revision = try PDFRevision(
            source, end: end, sections: sections[own...], budget: budget, shared: shared)
        revisions[end] = revision
        return revision
    }

    /// The sections of later revisions, the newest first, and last the one of the revision itself.
    /// - Throws: `PDFError` where the sections do not go on from that of the revision, each after its end.
    func sections(since end: Int) throws -> ArraySlice<PDFSection> {
        let start = try PDFSectionReader(source).startOfSections(before: end)
        guard let own = sections.firstIndex(where: { $0.offset == start }),
            sections[..<own].allSatisfy({ $0.offset >= end })
        else { throw PDFError(.malformed, "a revision that later ones do not go on from") }
        return sections[...own]
    }

    /// Whether readers that know hybrid references and readers that do not see the same in what was added since `end`
    /// (ISO 32000-2 clause 7.5.8.4). Word makes its files so, and signers go on so; where the two views part, one
    /// reader could be shown another document than the one that is compared here.
    func isHybridConsistent(since end: Int) throws -> Bool {
        let since = try sections(since: end)
        guard since.contains(where: \.isHybrid) else { return true }
        func simple(_ size: Int, _ sections: ArraySlice<PDFSection>) throws -> [PDFReference: PDFLocation] {
            try PDFHandle(source, size: size, sections: sections, budget: budget, ignoresHybrid: true).locations()
        }
        let old = try simple(end, sections[(since.endIndex - 1)...])
        let new = try simple(count, sections[...])
        let aware = try last().locations
        // What an old reader finds is what it found before, or what every other reader finds.
        for (reference, location) in new where location != old[reference] && location != aware[reference] {
            return false
        }
        return old.keys.allSatisfy { new[$0] != nil || aware[$0] == nil }
    }

    /// Whether a reader that mends files would find anything after `end` but what the cross-references name.
    func hasStrays(after end: Int) throws -> Bool {
        if let scan, scan.start <= end { return scan.strays.contains { $0 >= end } }
        let strays = try PDFObjectScan(self, from: end, last: try last()).strays
        scan = (end, strays)
        return !strays.isEmpty
    }

    private var scan: (start: Int, strays: [Int])?

    /// Whether every reader finds the same in the object streams that were added, or are used otherwise, since a revision.
    func hasPlainObjectStreams(since revision: PDFRevision) throws -> Bool {
        let last = try last()
        var wanted: [Int: [(number: Int, index: Int)]] = [:]
        for (reference, location) in last.locations {
            guard case .stream(let container, let index) = location else { continue }
            let place = last.locations[PDFReference(container)]
            if revision.locations[reference] == location, revision.locations[PDFReference(container)] == place {
                continue
            }
            wanted[container, default: []].append((reference.number, index))
        }
        for (container, objects) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let layout = try objectStream(container, of: last),
                objects.allSatisfy({ layout.indices.contains($0.index) && layout[$0.index] == $0.number })
            else { return false }
        }
        return true
    }

    /// The numbers of the objects in an object stream of the last revision, in their order; nil where its layout is not
    /// plain.
    private func objectStream(_ number: Int, of last: PDFRevision) throws -> [Int]? {
        if let known = objectStreams[number] { return known }
        var numbers: [Int]?
        do {
            let reference = PDFReference(number)
            let stream = try last.object(reference)
            let data = try last.data(of: reference, isDecoded: true, limit: PDFLimits.structureStream)
            unpacked += data.count
            guard unpacked <= PDFLimits.objectStreams else { throw PDFError(.tooLarge, "object streams") }
            if stream.isStream, let dictionary = stream.dictionary {
                numbers = PDFObjectStreamLayout(dictionary, data: data)?.numbers
            }
        } catch let error as PDFError where error.code == .malformed {
            numbers = nil
        }
        objectStreams[number] = .some(numbers)
        return numbers
    }

    private var objectStreams: [Int: [Int]?] = [:]
    private var unpacked = 0

    /// Whether a linearized file's own length is that of the file although there are updates: some readers then go by
    /// the tables at its beginning alone. A linearized file has two sections of its own, and the one that is read first
    /// stands before the other (ISO 32000-2 annex F.3).
    func isLinearizedOverUpdates() throws -> Bool {
        guard try PDFSectionReader(source).linearizedLength() == count else { return false }
        return sections.count != 2 || sections[0].offset > sections[1].offset
    }

    /// Whether nothing but white space stands after `end`.
    func isBlank(after end: Int) throws -> Bool {
        guard count - end <= Self.maximumBlank else { return false }
        return try source.withBytes(end..<count) { bytes in
            bytes.allSatisfy { [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20].contains($0) }
        }
    }

    /// White space that mail gateways and editors put at the end.
    private static let maximumBlank = 1024
}
