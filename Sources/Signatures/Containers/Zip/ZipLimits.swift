/// What a reader of archives takes before it gives up; hostile input costs no more than this.
public struct ZipLimits: Sendable, Hashable {
    /// Members, folders included.
    public var memberCount: Int
    /// One member, unpacked, in bytes.
    public var memberSize: Int
    /// All members, unpacked, in bytes.
    public var totalSize: Int
    /// Unpacked bytes for one packed byte, for each member and for all together.
    public var ratio: Int
    /// Unpacked sizes up to this are not held to `ratio`, in bytes.
    public var sizeWithoutRatio: Int

    public init(memberCount: Int, memberSize: Int, totalSize: Int, ratio: Int, sizeWithoutRatio: Int) {
        self.memberCount = memberCount
        self.memberSize = memberSize
        self.totalSize = totalSize
        self.ratio = ratio
        self.sizeWithoutRatio = sizeWithoutRatio
    }

    public static let standard = ZipLimits(
        // A deposit has at most 1,001 files, and each may bring a handful of certificates and lists.
        memberCount: 10_000,
        // Members are read as a stream, so that size costs time only; hashing this much takes about two minutes.
        memberSize: 64 << 30,
        totalSize: 128 << 30,
        // Deflate reaches 1032:1. XML and tables of numbers reach some 50:1; nothing that people sign comes near 200.
        ratio: 200,
        // A megabyte does no harm, whatever it came from: empty pages and zeros pack very well.
        sizeWithoutRatio: 1 << 20)

    /// The central directory is read as a whole: 10,000 members with long names take about 3 MB.
    static let directorySize = 16 << 20
    /// An archive's comment; ASiC puts a media type there (ETSI EN 319 162-1 clause A.1), nobody needs more.
    static let commentSize = 256
    /// A member's name in bytes: four components of the 255 bytes that file systems allow.
    static let nameSize = 1024
}
