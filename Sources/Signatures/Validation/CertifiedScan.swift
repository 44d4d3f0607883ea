public import PKI

/// Where the exact bytes that somebody vouches for are found again in a deposit, and how many pages they have.
///
/// For example:
///
///     let scan = try CertifiedScan(digest, size: 48_213, in: file, contents: contents)
///     scan.places              // [.beforeSigning]: the PDF as it was before its first signature
public struct CertifiedScan: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// The file as it is.
        case file
        /// What the file was before its first signature; what came with that is the signature alone.
        case beforeSigning
        /// The content inside of a CMS.
        case attached
        /// A content beside the file, by its index.
        case content(Int)
    }

    public private(set) var places: Set<Place> = []
    /// nil where the bytes are no PDF, or one whose pages cannot be counted.
    public private(set) var pages: Int?
    /// Whether the bytes are a PDF: its pages are there to be counted.
    public private(set) var isPDF = false
    /// Of a signed PDF: behind this length no signature shows anything on a page (`SignatureReport.coversUntil`).
    public private(set) var shownUntil = 0

    public init(places: Set<Place>, pages: Int? = nil, isPDF: Bool = false, shownUntil: Int = 0) {
        self.places = places
        self.shownUntil = shownUntil
        self.pages = pages
        self.isPDF = isPDF
    }

    /// Looks for bytes with this SHA-256 and of this size.
    /// - Throws: `ByteSourceError`. A file that cannot be read as what it looks like holds nothing that is found.
    public init(_ digest: Digest, size: Int, in file: any ByteSource, contents: [OriginalContent]) throws {
        guard digest.algorithm == .sha256, size > 0 else { return }
        for (index, content) in contents.enumerated() where content.source.count == size {
            let known = content.knownDigests.first { $0.algorithm == .sha256 }
            guard try known ?? content.source.digest(.sha256) == digest else { continue }
            try add(.content(index), content.source)
        }
        let isFile = try file.count == size && file.digest(.sha256) == digest
        guard PDFFile.looksLikePDF(try file.bytes(0..<min(file.count, 8))) else {
            if isFile { try add(.file, file) }
            if try Self.holdsAttached(digest, size: size, in: file) { places.insert(.attached) }
            return
        }
        if isFile, let shown = try Self.shownUntil(in: file, from: nil) {
            shownUntil = shown
            try add(.file, file)
        }
        guard file.count > size, try file.digest(.sha256, of: 0..<size) == digest else { return }
        if let shown = try Self.shownUntil(in: file, from: size) {
            shownUntil = shown
            try add(.beforeSigning, SourcePrefix(file, count: size))
        }
    }

    private mutating func add(_ place: Place, _ source: any ByteSource) throws {
        places.insert(place)
        guard PDFFile.looksLikePDF(try source.bytes(0..<min(source.count, 8))) else { return }
        isPDF = true
        do { pages = try SignedFile.pages(of: source) } catch is SignedFileError {}
    }

    private static func holdsAttached(_ digest: Digest, size: Int, in file: any ByteSource) throws -> Bool {
        let source: any ByteSource
        let message: SignedData
        do {
            source = try SignedData.unarmoured(OpenedSource(file)).map { MemorySource($0) } ?? file
            message = try SignedData(OpenedSource(source))
        } catch is CMSError {
            return false
        }
        guard let pieces = message.contentPieces, pieces.reduce(0, { $0 + $1.count }) == size else { return false }
        var hasher = Hasher(.sha256)
        for piece in pieces { try source.forEachPiece(in: piece) { hasher.update(buffer: $0) } }
        return hasher.finalize() == digest
    }

    /// Whether signing alone made the file out of its first bytes, a revision of their own: a page that came between,
    /// or together with a signature, is nothing that was in the scan, and neither is a field that was filled in later,
    /// though signatures permit that.
    /// - Parameter size: nil for the revision of the first signature.
    /// - Returns: the end of the last revision in which a signature shows something, 0 for none; nil where more was
    ///   changed than signing.
    private static func shownUntil(in source: any ByteSource, from size: Int?) throws -> Int? {
        do {
            let file = try PDFFile(source)
            let checks = try PDFSignatureSearch(file).fields.map { try PDFFieldCheck($0, in: file) }
            var revisions = try size.map { [try file.revision(endingAt: $0)] } ?? []
            var signed: [PDFReference: Comparison.SignedRevision] = [:]
            for check in checks {
                guard let signature = check.signature, let revision = check.revision, revision.end > size ?? 0 else {
                    return nil
                }
                if revisions.last !== revision { revisions.append(revision) }
                let own = Comparison.SignedRevision(signature: signature, revision: revisions.count - 1)
                signed[signature.reference] = signed[signature.reference] ?? own
            }
            guard let last = revisions.last, !checks.isEmpty else { return nil }
            if try !file.isBlank(after: last.end) { revisions.append(try file.last()) }
            let history = try DocumentHistory(revisions)
            let index = try ReferenceIndex(history)
            var shown = 0
            for number in revisions.indices.dropFirst() {
                for change in try RevisionPair(history, to: number).changes(index: index, signatures: signed) {
                    switch change.requirement {
                    case .nothing: continue
                    case .signing(_, _, let isVisible): if isVisible { shown = revisions[number].end }
                    case .filling, .annotating, .impossible: return nil
                    }
                }
            }
            return shown
        } catch is PDFError {
            return nil
        }
    }
}

extension SignedFile {
    /// How many pages a PDF has.
    /// - Throws: `SignedFileError` where it cannot be read; `ByteSourceError`.
    public static func pages(of source: any ByteSource) throws -> Int {
        do {
            let revision = try PDFFile(source).last()
            guard !revision.isEncrypted else { throw SignedFileError(.pdfEncrypted) }
            return try PDFPageTree(revision).count()
        } catch let error as PDFError {
            throw SignedFileError(error)
        }
    }
}

/// The first bytes of a source.
private struct SourcePrefix: ByteSource {
    private let source: any ByteSource
    let count: Int

    init(_ source: any ByteSource, count: Int) {
        self.source = source
        self.count = count
    }

    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < count else { return 0 }
        let taken = min(buffer.count, count - position)
        return try source.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<taken]))
    }
}

/// A source whose kind is not known, where one of a known kind is asked for.
private struct OpenedSource: ByteSource {
    private let source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    var count: Int { source.count }

    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try source.read(at: position, into: buffer)
    }
}
