import VaultCore

/// What a process writes down in its staging folder before it gives objects their names, and takes away when the log
/// is published: the log's size at that time, and one path a line, below the vault's folder.
///
/// After a crash this is why objects may lie there without a record, and why the published log may be shorter than the
/// committed one.
enum PublicationAnnouncement {
    static let prefix = "publishing-"
    private static let sizeLabel = "after "

    static func bytes(_ references: [ObjectReference], after size: UInt64) -> [UInt8] {
        Array(("\(sizeLabel)\(size)\n" + references.map { VaultLayout.objectName($0) + "\n" }.joined()).utf8)
    }

    /// Lines that name no object are passed over: a crash may have cut the last one.
    static func references(_ bytes: [UInt8]) -> [ObjectReference] {
        lines(bytes).compactMap(VaultLayout.objectReference)
    }

    /// The size of the log that the records were to follow.
    static func size(_ bytes: [UInt8]) -> UInt64? {
        guard let first = lines(bytes).first, first.hasPrefix(sizeLabel) else { return nil }
        return UInt64(first.dropFirst(sizeLabel.count))
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The announcements that lie in a staging folder.
    static func files(in folder: String) throws -> [String] {
        try Folder.names(folder).filter { $0.hasPrefix(prefix) }.map { "\(folder)/\($0)" }
    }

    /// The contents of every announcement below `staging`, of processes that live and of those that are gone.
    static func all(below staging: String) throws -> [[UInt8]] {
        try Folder.names(staging).flatMap { try files(in: "\(staging)/\($0)") }.compactMap { try SmallFile.read($0) }
    }
}
