/// Limits of reading PDF files. What is beyond them is refused, since a file can be made to cost any amount.
enum PDFLimits {
    /// Of a file: offsets of a classic cross-reference table have ten digits.
    static let fileSize = 9_999_999_999
    /// Of one object stream or cross-reference stream, unpacked. qpdf keeps it in memory; real ones are under 1 MiB.
    static let structureStream = 32 << 20
    /// Of all object streams of a file, unpacked: they are measured before they are used, which takes a second for this.
    static let structureStreams = 512 << 20
    /// A large file may have more: so many bytes for one of its own.
    static let unpackedForByte = 4
    /// Of all object streams of updates together, unpacked: each is looked through once more. Real ones are under 10 MiB.
    static let objectStreams = 128 << 20
    /// Entries of cross-reference sections, and tokens of objects that are looked at, in all revisions of a file: some
    /// 260 bytes of memory each, so about 230 MiB. A contract that was signed ten times needs about 100,000.
    private static let items = 900_000
    /// A large file may hold more: one item for so many of its bytes, up to twice as many.
    private static let bytesForItem = 64

    static func items(fileSize: Int) -> Int { items + min(items, fileSize / bytesForItem) }

    /// Bytes of long strings and names in all revisions of a file, each kept some three times. What signatures reserve for
    /// their messages counts once for each revision that is looked at: ten signatures come to a megabyte or two.
    static let text = 96 << 20
    /// Bytes of objects that are looked at without qpdf, in all revisions: a tenth of a second. Objects that stand apart come
    /// to their size, for each time that they are asked for.
    static let plainBytes = 64 << 20
    /// A large file may have more: so many for one of its own.
    static let plainForByte = 4
    /// Tokens of what a reader looks at to decrypt a file: some twenty names and numbers.
    static let openingTokens: UInt64 = 20_000
    /// Of an evidence stream of a DSS: a CRL of a national authority has tens of megabytes at most.
    static let evidenceStream = 32 << 20
    /// Objects in one cross-reference section. The largest real files have about two million.
    static let objects = 4_000_000
    /// Cross-reference sections of one file: each incremental update adds one; real files stay under a hundred.
    static let sections = 1024
    /// Pages that are counted; land registers and court files have some thousands.
    static let pages = 1_000_000
    /// Signatures and document timestamps in one file; each costs a digest of the file and a comparison.
    static let signatures = 256
    /// Of the DER in `/Contents`: padding included, real ones stay under 1 MiB; long-term ones carry CRLs. No string may
    /// be longer.
    static let contents = 8 << 20
    /// Places where a byte range is named: a file with other signed files in it has some more than signatures.
    static let byteRanges = 4096
    /// Bytes of a field's whole name; those of generated forms have some hundred.
    static let fieldName = 16 << 10
    /// Depth of a tree of form fields or pages.
    static let treeDepth = 64
    /// A small file is read once into memory; a larger one by position.
    static let inMemory = 16 << 20
    /// Between two directories of the file that must be near: a trailer after its table, a dictionary.
    static let trailer = 64 << 10
}
