import CanonicalJSON

/// Replays the system calls of a `kho put` as a disk that loses power at any moment sees them, and names everything that
/// was relied on before it was durable.
///
/// What rests on what, in the commit order of docs/design.md section 4 (`rename` may reach the disk at any time):
///
///     a name for a file (objects, log, records)  its bytes
///     a name in objects/                         the announcement that recovery takes it back by: its bytes, its name in
///                                                the staging folder, the staging folder's name in staging/
///     the transaction with the new checkpoint    the names of all objects, and of all folders on the way
///     a name in log/                             that transaction: the write-ahead log's bytes and its name
///     log/checkpoint                             the names of all tiles, and of all folders on the way
///     the acknowledgement (a line of output)     the name log/checkpoint, of a tree that holds the document
///     the next batch's first object              the same, so that its syncs cannot stand in for this batch's
///     the row "records-written"                  the names of the files in records/, which it says are there
///     catalogue.sqlite                           the write-ahead log's bytes, and before that log is used anew or
///                                                removed, the catalogue's own
///
/// Nothing rests on a sync of the write-ahead log that commits no documents: SQLite also syncs after rows of local state
/// (an owner's space, which the commit's own sync covers; "records-written", without which records are written once
/// more), and syncs the catalogue before it closes. Those are SQLite's, not in kho's code, and are set apart as
/// `housekeeping`.
struct DurabilityReplay {
    /// The vault's folder, absolute.
    let vault: String
    /// The folder in which the program ran.
    let workingFolder: String
    /// The log's origin, by which a checkpoint is recognised.
    let origin: String

    var violations: [String] = []
    /// The indices of the documents that were acknowledged, in order.
    var acknowledged: [Int64] = []
    /// The places in the trace of syncs that ended a transaction of local state alone.
    var housekeeping: Set<Int> = []

    /// Files whose bytes were changed, and names that were given, by path.
    var contents: [String: UnsyncedChange] = [:]
    var names: [String: UnsyncedChange] = [:]
    /// What exists; `open` makes no new name for these.
    var known: Set<String>
    /// Announcements that stand in staging.
    var announcements: Set<String> = []
    /// The bytes of small files written in staging, to read checkpoints from.
    var written: [String: [UInt8]] = [:]
    /// What is being written to the write-ahead log.
    var transaction: CatalogueTransaction?
    var hasUnsyncedCommit = false
    var committedSize: Int64 = 0
    var publishedSize: Int64 = 0
    var durableSize: Int64 = 0
    /// How many files of `records/` are said to be there.
    var claimedRecords: Int64

    var log: String { vault + "/log/" }
    var checkpoint: String { vault + "/log/checkpoint" }
    var catalogue: String { vault + "/catalogue.sqlite" }
    var writeAheadLog: String { vault + "/catalogue.sqlite-wal" }

    /// - Parameter existing: the files and folders of the vault before the program ran, below its folder.
    init(vault: String, workingFolder: String, origin: String, existing: [String]) {
        self.vault = vault
        self.workingFolder = workingFolder
        self.origin = origin
        known = Set(existing.map { vault + "/" + $0 })
        claimedRecords = Int64(existing.count { $0.hasPrefix("records/") && $0.hasSuffix(".record") })
        known.insert(vault)
    }

    /// Replays a whole trace: every call's beginning and its end, in the order of time.
    mutating func run(_ trace: SystemCallTrace) {
        var events: [(line: Int, isEnd: Bool, index: Int)] = []
        for (index, call) in trace.calls.enumerated() {
            events.append((call.began, false, index))
            events.append((call.ended, true, index))
        }
        events.sort { ($0.line, $0.isEnd ? 1 : 0) < ($1.line, $1.isEnd ? 1 : 0) }
        for event in events {
            let call = trace.calls[event.index]
            if event.isEnd { end(call, at: event.index) } else { begin(call) }
        }
    }

    // MARK: Beginnings: what a call relies on

    private mutating func begin(_ call: SystemCall) {
        switch call.name {
        case "write", "pwrite64", "ftruncate":
            guard let path = call.path(ofDescriptor: 0) else { return }
            if call.name == "write", call.arguments[0].hasPrefix("1<") { acknowledge(call) }
            guard isInVault(path) else { return }
            contents[path] = UnsyncedChange(by: call.thread, ended: .max)
            if path == writeAheadLog { growTransaction(call) }
            if path == catalogue { require(contents[writeAheadLog], "the catalogue", "the write-ahead log's bytes") }
            if call.name == "write", let bytes = call.string(1), isStaged(path) { written[path, default: []] += bytes }
        case "rename", "renameat", "renameat2":
            guard let (from, to) = renamed(call), isInVault(to), !isStaged(to) else { return }
            giveName(from, to, call.thread)
        case "unlink", "unlinkat":
            if let path = named(call), path == writeAheadLog { reuseWriteAheadLog("removed") }
        case "mmap":
            if call.arguments.count > 4, call.arguments[2].contains("PROT_WRITE"),
                call.arguments[3].contains("MAP_SHARED"),
                let path = call.path(ofDescriptor: 4), isInVault(path)
            {
                violations.append("\(path) is written by mmap, which this replay cannot follow")
            }
        case "open", "openat", "fsync", "fdatasync", "syncfs", "mkdir", "mkdirat", "rmdir", "sync_file_range": break
        default:
            if call.arguments.contains(where: { $0.contains(vault) }) {
                violations.append("\(call.name) on the vault, which this replay cannot follow")
            }
        }
    }

    // MARK: Ends: what a call has changed

    private mutating func end(_ call: SystemCall, at index: Int) {
        let change = UnsyncedChange(by: call.thread, ended: call.ended)
        switch call.name {
        case "write", "pwrite64", "ftruncate":
            if let path = call.path(ofDescriptor: 0), isInVault(path) { contents[path] = change }
        case "open", "openat":
            guard call.succeeded, call.arguments.contains(where: { $0.contains("O_CREAT") }), let path = named(call),
                isInVault(path), known.insert(path).inserted
            else { return }
            names[path] = UnsyncedChange(by: call.thread, ended: call.ended, isAnyones: true)
            if isAnnouncement(path) { announcements.insert(path) }
        case "mkdir", "mkdirat":
            guard call.succeeded, let path = named(call), isInVault(path) else { return }
            known.insert(path)
            names[path] = change
        case "rename", "renameat", "renameat2":
            guard call.succeeded, let (from, to) = renamed(call) else { return }
            contents[to] = contents.removeValue(forKey: from)
            names.removeValue(forKey: from)
            names[to] = change
            known.remove(from)
            known.insert(to)
            if to == checkpoint { publishedSize = size(inCheckpoint: written[from] ?? []) ?? 0 }
        case "unlink", "unlinkat", "rmdir":
            guard call.succeeded, let path = named(call) else { return }
            contents.removeValue(forKey: path)
            names.removeValue(forKey: path)
            known.remove(path)
            announcements.remove(path)
        case "fsync", "fdatasync", "syncfs":
            guard call.result == 0, let path = call.path(ofDescriptor: 0) else { return }
            sync(call.name == "syncfs" ? nil : path, call, at: index)
        default: break
        }
    }

    /// - Parameter path: what is synced; nil for the whole volume.
    private mutating func sync(_ path: String?, _ call: SystemCall, at index: Int) {
        // SQLite syncs the folder of its write-ahead log also where that is as old as the vault.
        if path == vault, unsynced(below: writeAheadLog).isEmpty { housekeeping.insert(index) }
        for changed in contents.keys where path == nil || changed == path {
            contents[changed]?.sync(by: call.thread, began: call.began)
        }
        for changed in names.keys where path == nil || Self.parent(of: changed) == path {
            names[changed]?.sync(by: call.thread, began: call.began)
        }
        if names[checkpoint]?.isDurable() == true { durableSize = publishedSize }
        // What is folded into the catalogue still stands in the write-ahead log, until that is removed.
        // A rollback journal is written only where SQLite changes a setting of the database file; no document is in it.
        if path == catalogue || path == catalogue + "-journal" { housekeeping.insert(index) }
        guard path == writeAheadLog, contents[writeAheadLog]?.isDurable() == true else { return }
        if !hasUnsyncedCommit { housekeeping.insert(index) }
        transaction = nil
        hasUnsyncedCommit = false
    }
}
