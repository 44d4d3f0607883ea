public import Signatures

extension Receipt {
    /// All members of a receipt together; a record has at most 16 MiB, and hardly ever more than 100 KiB.
    public static let maximumArchive = 64 << 20

    /// Each member once, and all of them unpacked no more than that either.
    public static var archiveLimits: ZipLimits {
        var limits = ZipLimits.standard
        limits.memberCount = Member.allCases.count
        limits.memberSize = maximumArchive
        limits.totalSize = maximumArchive
        return limits
    }

    /// The ZIP that holders keep.
    /// - Throws: `ZipError`.
    public func archive() throws -> [UInt8] {
        var archive = ZipWriter()
        for member in members { try archive.add(member.name.rawValue, member.bytes) }
        return try archive.bytes()
    }
}
