import GRDB
import PKI
import TransparencyLog
import VaultCore

/// Finds what lies in `objects/`, `records/` and `log/` and belongs to nothing.
struct ExtraFiles {
    let stores: CheckedStores
    /// The log as checked; more may have been committed meanwhile.
    let size: UInt64

    func run() throws -> [Finding] {
        var findings: [Finding] = []
        for folder in ["objects", "records", "log"] {
            try walk(folder) { name in
                guard try !belongs(name, in: folder), try !belongs(name, in: folder) else { return }
                findings.append(Finding(.extraFile, ["file": name]))
            }
        }
        return findings
    }

    private func walk(_ folder: String, _ visit: (String) throws -> Void) throws {
        for entry in try Folder.names("\(stores.layout.root)/\(folder)") {
            let name = "\(folder)/\(entry)"
            if Folder.isFolder("\(stores.layout.root)/\(name)") {
                try walk(name, visit)
            } else {
                try visit(name)
            }
        }
    }

    private func belongs(_ name: String, in folder: String) throws -> Bool {
        switch folder {
        case "objects": try isObject(name)
        case "records": try isRecord(name)
        default: try isLogFile(name)
        }
    }

    private func isObject(_ name: String) throws -> Bool {
        guard let reference = VaultLayout.objectReference(name) else { return false }
        let isReferred = try stores.database.read { connection in
            try Int.fetchOne(
                connection, sql: "SELECT 1 FROM object WHERE space = ? AND digest = ?",
                arguments: [reference.space.text, reference.digest.hexadecimal]) != nil
        }
        return try isReferred || isAnnounced(reference)
    }

    /// Whether a process that lives is just publishing it.
    private func isAnnounced(_ reference: ObjectReference) throws -> Bool {
        let staging = stores.layout.staging
        return try Folder.names(staging).contains { folder in
            try PublicationAnnouncement.files(in: "\(staging)/\(folder)").contains { file in
                PublicationAnnouncement.references(try SmallFile.read(file) ?? []).contains(reference)
            }
        }
    }

    private func isRecord(_ name: String) throws -> Bool {
        let digits = name.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let index = UInt64(String(decoding: digits, as: UTF8.self)),
            VaultLayout.recordName(index).utf8.elementsEqual(name.utf8)
        else { return false }
        return try index < currentSize()
    }

    /// The checkpoint, the tiles of the tree, and earlier forms of its partial tiles, which are their beginnings.
    private func isLogFile(_ name: String) throws -> Bool {
        if name == "log/checkpoint" { return true }
        guard let tile = TileCoordinate(path: String(name.dropFirst("log/".count))),
            try tile.exists(inTreeOfSize: currentSize())
        else { return false }
        guard
            let newest = TileCoordinate.tile(level: tile.level, index: tile.index, size: size), newest != tile,
            tile.width < newest.width
        else { return true }
        guard let own = try SmallFile.read("\(stores.layout.root)/\(name)"),
            let whole = try stores.tileBytes(newest), whole.starts(with: own)
        else { return false }
        if let count = tile.byteCount { return own.count == count }
        return (try? EntryBundle.entries(own, of: tile)).flatMap { try? EntryBundle.bytes($0) } == own
    }

    private func currentSize() throws -> UInt64 { try stores.database.read { try LogRow($0).size } }
}
