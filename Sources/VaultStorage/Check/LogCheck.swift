import PKI
import TransparencyLog
import VaultCore

/// Walks the log from its first entry to its last, with everything that belongs to each: leaf, record, record file,
/// objects, rows, bundle and hash tiles. Memory stays at one tile a level, whatever the size.
struct LogCheck {
    private let stores: CheckedStores
    private let extent: LogExtent
    private let since: [UInt8]?
    private var findings: [Finding] = []
    private var clock = LeafOrder()
    private var fromRows = TileSeries()
    private var fromBundles = TreeFrontier()
    /// Entries that differ between rows and bundles; which of the two is right is known at the end, by the root.
    private var differing: [(index: UInt64, tile: TileCoordinate, document: DocumentID?)] = []
    private var objectCheck: ObjectCheck
    private var rows: CatalogueReplay
    private var rotations: [(index: UInt64, rotation: KeyRotation)] = []
    /// Erasures whose record files may still be whole.
    private let unfinished: Set<UInt64>

    struct Result: Sendable {
        var findings: [Finding]
        var objects: Int
        /// Changes of keys, in the order of the log.
        var rotations: [(index: UInt64, rotation: KeyRotation)]
    }

    init(stores: CheckedStores, extent: LogExtent, since: [UInt8]?) throws {
        self.stores = stores
        self.extent = extent
        self.since = since
        objectCheck = ObjectCheck(layout: stores.layout)
        rows = CatalogueReplay(database: stores.database)
        unfinished = Set(try stores.database.read { try ErasureWork.all($0) }.map(\.tombstone))
    }

    consuming func run() throws -> Result {
        var check = self
        try check.walk()
        return Result(findings: check.findings, objects: check.objectCheck.count, rotations: check.rotations)
    }

    private mutating func walk() throws {
        let outside = outsideCheckpoint()
        var outsideRoot: MerkleHash? = outside?.size == 0 ? .emptyRoot : nil
        var index: UInt64 = 0
        while index < extent.size {
            let tile = TileCoordinate.tile(
                level: TileCoordinate.entriesLevel, index: index / UInt64(TileCoordinate.fullWidth), size: extent.size)
            guard let tile else { break }
            let range = index..<(index + UInt64(tile.width))
            let bundle: [[UInt8]]? = try entries(of: tile)
            let found = try stores.database.read { try RecordRow.fetch(range, $0) }
            let byIndex = Dictionary(found.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
            var records: [Record] = []
            for place in range {
                let entry = bundle?.dropFirst(Int(place - range.lowerBound)).first
                let record = try check(byIndex[place], at: place, entry: entry, tile: tile)
                if let record { records.append(record) }
                if outside?.size == fromRows.frontier.size { outsideRoot = fromRows.frontier.root }
            }
            try compareHashTiles(at: range.upperBound)
            findings += try rows.check(records)
            for record in records {
                findings += try objectCheck.check(record)
                if case .keyRotation(let rotation) = record.shared.content {
                    rotations.append((record.index, rotation))
                }
            }
            findings += ErasureKeyCheck(layout: stores.layout).check(records)
            index = range.upperBound
        }
        judge()
        compare(outside, root: outsideRoot)
        findings += try rows.finish(size: extent.size)
        findings += try ExtraFiles(stores: stores, extent: extent).run()
    }

    /// One entry: its row, its record file, its place in the tree.
    private mutating func check(
        _ row: RecordRow?, at index: UInt64, entry: [UInt8]?, tile: TileCoordinate
    ) throws -> Record? {
        let fileBytes = try SmallFile.read(stores.layout.record(index))
        let file = fileBytes.flatMap { try? RecordText.entry($0) }.flatMap { $0.isConsistent(at: index) ? $0 : nil }
        let kept = row.flatMap { try? $0.entry() }.flatMap { $0.isConsistent(at: index) ? $0 : nil }
        let document = (kept?.record ?? file?.record)?.shared.subject
        let facts = ["index": String(index)]
        if row == nil {
            findings.append(Finding(.recordMissing, facts, document: document))
        } else if kept == nil {
            findings.append(Finding(.recordChanged, facts, document: document))
        }
        let name = ["file": VaultLayout.recordName(index)]
        if fileBytes == nil, index < extent.written {
            findings.append(Finding(.recordFileMissing, name, document: document))
        } else if fileBytes != nil, file == nil || (kept != nil && file != kept), !isUnfinished(kept, file) {
            findings.append(Finding(.recordFileChanged, name, document: document))
        }
        let leaf = row?.leaf ?? entry ?? []
        if let time = kept?.leaf.time, !clock.follows(time) {
            findings.append(Finding(.recordChanged, facts, document: document))
        }
        fromRows.append(leaf)
        fromBundles.append(.leaf(entry ?? (index < extent.published ? [] : leaf)))
        if entry != nil, entry != leaf { differing.append((index, tile, document)) }
        return (kept ?? file)?.record
    }

    /// Whether a record file is as it was before an erasure that has yet to write it anew.
    private func isUnfinished(_ kept: LogEntry?, _ file: LogEntry?) -> Bool {
        guard case .erased(let erased) = kept, case .record(let record) = file else { return false }
        return unfinished.contains(erased.tombstone) && record.leaf == erased.leaf
    }

    /// The entries of a bundle on disk, fewer where a crash left it as it was; nil, with a finding, where it is missing
    /// or no bundle of that width.
    private mutating func entries(of tile: TileCoordinate) throws -> [[UInt8]]? {
        let file = ["file": "log/\(tile.path)"]
        func read() throws -> (entries: [[UInt8]]?, finding: Finding.Code?) {
            for form in extent.forms(of: tile) {
                guard let bytes = try stores.tileBytes(form) else { continue }
                let entries = try? EntryBundle.entries(bytes, of: form)
                // What stands beyond the last entry would be an extra byte, unless the tile has grown since.
                let isWhole = entries.flatMap { try? EntryBundle.bytes($0) } == bytes || stores.hasGrown(form)
                return isWhole && entries != nil ? (entries, nil) : (nil, .tileChanged)
            }
            return (nil, extent.owes(tile) ? .tileMissing : nil)
        }
        var result = try read()
        if result.finding != nil { result = try read() }
        if let code = result.finding { findings.append(Finding(code, file)) }
        return result.entries
    }

    /// The hash tiles that end here, against the hashes of the leaves.
    private mutating func compareHashTiles(at size: UInt64) throws {
        for write in fromRows.takeTiles(isLast: size == extent.size) {
            func differs() throws -> Finding.Code? {
                for form in extent.forms(of: write.coordinate) {
                    guard let bytes = try stores.tileBytes(form) else { continue }
                    let expected = write.bytes.prefix(form.width * MerkleHash.byteCount)
                    let same =
                        bytes.elementsEqual(expected) || (stores.hasGrown(form) && bytes.starts(with: expected))
                    return same ? nil : .tileChanged
                }
                return extent.owes(write.coordinate) ? .tileMissing : nil
            }
            if try differs() != nil, let code = try differs() {
                findings.append(Finding(code, ["file": "log/\(write.coordinate.path)"]))
            }
        }
    }

    /// Whether rows or bundles lead to the signed root, and so which of them was changed.
    private mutating func judge() {
        let root = extent.state.frontier.root
        let rowsAreRight = fromRows.frontier.root == root
        let bundlesAreRight = fromBundles.root == root
        var bundles: Set<TileCoordinate> = []
        for (index, tile, document) in differing {
            if !bundlesAreRight, bundles.insert(tile).inserted {
                findings.append(Finding(.tileChanged, ["file": "log/\(tile.path)"], document: document))
            }
            if !rowsAreRight { findings.append(Finding(.recordChanged, ["index": String(index)], document: document)) }
        }
        if !rowsAreRight, findings.isEmpty { findings.append(Finding(.logStateChanged, ["table": "log"])) }
    }

    private mutating func outsideCheckpoint() -> Checkpoint? {
        guard let since else { return nil }
        guard let checkpoint = try? LogReader(identity: stores.identity, isOfOwnLog: true).checkpoint(since) else {
            findings.append(Finding(.checkpointInvalid, ["file": "--since"]))
            return nil
        }
        return checkpoint
    }

    private mutating func compare(_ outside: Checkpoint?, root: MerkleHash?) {
        guard let outside else { return }
        let sizes = ["outside": String(outside.size), "committed": String(extent.size)]
        if outside.size > extent.size {
            findings.append(Finding(.rollback, sizes))
        } else if root != outside.root {
            findings.append(Finding(.fork, sizes))
        }
    }
}

extension CheckedStores {
    /// A tile's file, or the full one where the tile has grown since.
    func tileBytes(_ tile: TileCoordinate) throws -> [UInt8]? {
        do { return try logFiles.bytes(of: tile) } catch is TileError { return nil }
    }

    func hasGrown(_ tile: TileCoordinate) -> Bool { tile.isPartial && Folder.exists(layout.tile(tile.full)) }
}

extension LogEntry {
    /// Whether leaf and parts belong together, at this place; of an erased record there is only the leaf.
    fileprivate func isConsistent(at index: UInt64) -> Bool {
        guard let record else { return self.index == index && leaf.type == .record }
        return self.index == index && record.commitment == leaf.commitment && leaf.type == record.shared.leafType
    }
}
