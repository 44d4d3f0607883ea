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

    public init(places: Set<Place>, pages: Int? = nil, isPDF: Bool = false) {
        self.places = places
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
        if file.count == size, try file.digest(.sha256) == digest { try add(.file, file) }
        guard PDFFile.looksLikePDF(try file.bytes(0..<min(file.count, 8))) else {
            if try Self.holdsAttached(digest, size: size, in: file) { places.insert(.attached) }
            return
        }
        guard file.count > size, try file.digest(.sha256, of: 0..<size) == digest else { return }
        if try Self.isBeforeSigning(size, in: file) { try add(.beforeSigning, SourcePrefix(file, count: size)) }
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

    /// Whether the first bytes are a revision of their own, from which the first signature's differs by signing alone: a
    /// page that came between, or together with the signature, is nothing that was in the scan.
    private static func isBeforeSigning(_ size: Int, in source: any ByteSource) throws -> Bool {
        do {
            let file = try PDFFile(source)
            let checks = try PDFSignatureSearch(file).fields.map { try PDFFieldCheck($0, in: file) }
            guard let signature = checks.first?.signature, let signed = checks.first?.revision, signed.end > size else {
                return false
            }
            let history = try DocumentHistory([try file.revision(endingAt: size), signed])
            let pair = RevisionPair(history, to: 1)
            let own = [signature.reference: Comparison.SignedRevision(signature: signature, revision: 1)]
            return try pair.changes(index: try ReferenceIndex(history), signatures: own).allSatisfy {
                switch $0.requirement {
                case .nothing, .signing: true
                case .filling, .annotating, .impossible: false
                }
            }
        } catch is PDFError {
            return false
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
