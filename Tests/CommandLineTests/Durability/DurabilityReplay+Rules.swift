import CanonicalJSON

extension DurabilityReplay {
    // MARK: Names

    /// The rules for a file that gets its name in the vault.
    mutating func giveName(_ from: String, _ to: String, _ thread: Int32) {
        require(contents[from], to, "its bytes", for: thread)
        contents[from] = nil
        if to.hasPrefix(vault + "/objects/") {
            require(names[checkpoint], to, "the checkpoint of the batch before")
            if announcements.isEmpty { violations.append("\(short(to)) got its name without an announcement") }
            for announcement in announcements {
                require(contents[announcement], to, "the announcement's bytes", for: thread)
                require(names[announcement], to, "the announcement's name")
                require(names[Self.parent(of: announcement)], to, "the staging folder's name")
            }
        }
        if to.hasPrefix(log) {
            if hasUnsyncedCommit { violations.append("\(short(to)) left before its commit was durable") }
            require(names[writeAheadLog], to, "the write-ahead log's name")
        }
        if to == checkpoint {
            for tile in unsynced(below: log + "tile/") { violations.append("the checkpoint was named before \(tile)") }
        }
    }

    // MARK: Transactions

    mutating func growTransaction(_ call: SystemCall) {
        if call.name == "ftruncate" || call.arguments.last == "0" { reuseWriteAheadLog("used anew") }
        guard let bytes = call.string(1) else { return }
        var growing =
            transaction.flatMap { $0.isComplete ? nil : $0 }
            ?? CatalogueTransaction(
                unsyncedObjects: unsynced(below: vault + "/objects/"),
                unsyncedRecords: unsynced(below: vault + "/records/"))
        if let size = size(inCheckpoint: bytes), size > committedSize {
            committedSize = size
            hasUnsyncedCommit = true
            for object in growing.unsyncedObjects { violations.append("size \(size) was committed before \(object)") }
        }
        if let count = CatalogueTransaction.recordsWritten(in: bytes), count > claimedRecords {
            claimedRecords = count
            growing.claimsRecords = true
            for record in growing.unsyncedRecords {
                violations.append("records were said to be there before \(record)")
            }
        }
        growing.grow(bytes)
        transaction = growing
    }

    /// What the write-ahead log held must be in the catalogue by then.
    mutating func reuseWriteAheadLog(_ how: String) {
        if known.contains(writeAheadLog) { require(contents[catalogue], "the write-ahead log \(how)", "the catalogue") }
    }

    // MARK: Acknowledgements

    /// A line of `kho put --json` that says that a document is kept.
    mutating func acknowledge(_ call: SystemCall) {
        guard let bytes = call.string(1), let line = try? JSON(parsing: bytes), line["document"] != nil,
            let index = line["index"]?.integer
        else { return }
        acknowledged.append(index)
        if durableSize <= index { violations.append("\(index) was acknowledged before its checkpoint was durable") }
        for file in line["files"]?.array ?? [] {
            let digest = file["digest"]?.string?.dropFirst("sha256:".count) ?? "?"
            let objects = known.filter { $0.hasPrefix(vault + "/objects/") && $0.hasSuffix("/" + digest) }
            if objects.isEmpty { violations.append("\(index) was acknowledged without its object \(digest)") }
            for object in objects { require(names[object], "acknowledgement \(index)", "the name of \(short(object))") }
        }
    }

    // MARK: Asking

    mutating func require(_ change: UnsyncedChange?, _ what: String, _ base: String, for thread: Int32? = nil) {
        if let change, !change.isDurable(for: thread) {
            violations.append("\(short(what)) rests on \(base), which was not durable")
        }
    }

    /// Names below a folder that are not durable.
    func unsynced(below folder: String) -> [String] {
        names.filter { ($0.key + "/").hasPrefix(folder) && !$0.value.isDurable() }.keys.map { short($0) }.sorted()
    }

    /// The size in a checkpoint's text: the line after the origin.
    func size(inCheckpoint bytes: [UInt8]) -> Int64? {
        let mark = Array((origin + "\n").utf8)
        var largest: Int64?
        for range in bytes.ranges(of: mark) {
            let digits = bytes[range.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
            if let size = Int64(String(decoding: digits, as: UTF8.self)) { largest = max(largest ?? 0, size) }
        }
        return largest
    }

    // MARK: Paths

    func isInVault(_ path: String) -> Bool { path.hasPrefix(vault + "/") && !path.hasSuffix("-shm") }

    func isStaged(_ path: String) -> Bool { path.hasPrefix(vault + "/staging/") }

    func isAnnouncement(_ path: String) -> Bool { isStaged(path) && path.contains("/publishing-") }

    func short(_ path: String) -> String {
        path.hasPrefix(vault + "/") ? String(path.dropFirst(vault.count + 1)) : path
    }

    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// The one path that a call names: `mkdir(path …`, `openat(folder, path …`.
    func named(_ call: SystemCall) -> String? {
        path(call, call.name.hasSuffix("at") ? 1 : 0)
    }

    func renamed(_ call: SystemCall) -> (from: String, to: String)? {
        let isAt = call.name != "rename"
        guard let from = path(call, isAt ? 1 : 0), let to = path(call, isAt ? 3 : 1) else { return nil }
        return (from, to)
    }

    private func path(_ call: SystemCall, _ index: Int) -> String? {
        guard let bytes = call.string(index) else { return nil }
        let path = String(decoding: bytes, as: UTF8.self)
        if path.hasPrefix("/") { return path }
        if index > 0, let folder = call.path(ofDescriptor: index - 1) { return "\(folder)/\(path)" }
        return "\(workingFolder)/\(path)"
    }
}
