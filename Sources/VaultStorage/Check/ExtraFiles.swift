import GRDB
import PKI
import TransparencyLog
import VaultCore

/// Finds what lies in `objects/`, `records/` and `log/` and belongs to nothing.
struct ExtraFiles {
    let stores: CheckedStores
    /// The log as checked; more may have been committed meanwhile.
    let extent: LogExtent

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
        return try isReferred || isAnnounced(reference) || isBeingErased(reference)
    }

    /// Whether a process is just publishing it, or was when a crash came: the next opening takes that away.
    private func isAnnounced(_ reference: ObjectReference) throws -> Bool {
        try PublicationAnnouncement.all(below: stores.layout.staging).contains {
            PublicationAnnouncement.references($0).contains(reference)
        }
    }

    /// Whether a committed erasure has yet to take it away.
    private func isBeingErased(_ reference: ObjectReference) throws -> Bool {
        try stores.database.read { try ErasureWork.all($0) }.contains { work in
            if case .files(let objects) = work.step { objects.contains(reference) } else { false }
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
        let whole = try newest(tile)
        guard let newest = whole?.form, newest != tile, tile.width < newest.width else { return true }
        guard let own = try SmallFile.read("\(stores.layout.root)/\(name)"),
            whole?.bytes.starts(with: own) == true
        else { return false }
        if let count = tile.byteCount { return own.count == count }
        return (try? EntryBundle.entries(own, of: tile)).flatMap { try? EntryBundle.bytes($0) } == own
    }

    /// The newest form of a tile that lies there, and its bytes.
    private func newest(_ tile: TileCoordinate) throws -> (form: TileCoordinate, bytes: [UInt8])? {
        let committed = TileCoordinate.tile(level: tile.level, index: tile.index, size: extent.size)
        for form in committed.map(extent.forms) ?? [] {
            if let bytes = try stores.tileBytes(form) { return (form, bytes) }
        }
        return nil
    }

    private func currentSize() throws -> UInt64 { try stores.database.read { try LogRow($0).size } }
}
