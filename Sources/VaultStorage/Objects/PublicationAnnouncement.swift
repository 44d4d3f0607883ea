import VaultCore

/// What a process writes down in its staging folder before it gives objects their names: one path a line, below the
/// vault's folder. After a crash these are what may lie in `objects/` without a record.
enum PublicationAnnouncement {
    static let prefix = "publishing-"

    static func bytes(_ references: [ObjectReference]) -> [UInt8] {
        Array(references.map { VaultLayout.objectName($0) + "\n" }.joined().utf8)
    }

    /// Lines that name no object are passed over: a crash may have cut the last one.
    static func references(_ bytes: [UInt8]) -> [ObjectReference] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap {
            VaultLayout.objectReference(String(decoding: $0, as: UTF8.self))
        }
    }

    /// The announcements that lie in an abandoned staging folder.
    static func files(in folder: String) throws -> [String] {
        try Folder.names(folder).filter { $0.hasPrefix(prefix) }.map { "\(folder)/\($0)" }
    }
}
