import Glibc
import PKI
import VaultCore

/// `evidence/<time>-<CODE>-<digest>/`: both sides of each refusal, with a `README` that names them.
struct EvidenceFolders {
    let root: String

    /// Whoever makes a receiver refuse again and again must not fill its disk.
    static let maximumCount = 100
    /// Beyond those, for what only the vault's own keys can make: whoever filled the others with lies of his own keeps
    /// nobody from the proof that the vault told two stories.
    static let forkCount = 10

    private static let readme = "README"
    /// What may hold personal data says so in its name.
    private static let personalSuffix = ".personal"

    private var folder: String { "\(root)/evidence" }

    func names() throws -> [String] { try Folder.names(folder).filter { Folder.isFolder("\(folder)/\($0)") } }

    /// - Parameter staged: where the folder is made, until it is whole.
    func keep(_ evidence: ReplicaEvidence, staged: String, volume: Int32) throws -> String? {
        let mark = "-\(evidence.code)-\(evidence.digest.hexadecimal.prefix(16))"
        let existing = try names()
        // One without its README was cut short by a kill: it is not the whole case.
        if let same = existing.first(where: { name in
            name.hasSuffix(mark) && Folder.exists("\(folder)/\(name)/\(Self.readme)")
        }) {
            return "\(folder)/\(same)"
        }
        let isFork = evidence.code == ManifestError.Code.fork.rawValue
        guard existing.count < Self.maximumCount + (isFork ? Self.forkCount : 0) else { return nil }
        // A folder's name has no colon, so that every file system takes it.
        let name = String(evidence.time.description.map { $0 == ":" ? "-" : $0 }) + mark
        let items = evidence.held.map { ("held-", $0) } + evidence.received.map { ("received-", $0) }
        var lines = ["code: \(evidence.code)", "time: \(evidence.time)"]
        lines += evidence.facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        var moves: [DurableWrite.Move] = []
        for parent in try Folder.make(staged) { try DurableWrite.syncFolder(parent) }
        defer { Folder.remove(staged) }
        func stage(_ file: String, _ bytes: [UInt8]) throws {
            try NewFile.write(bytes, to: "\(staged)/\(file)")
            moves.append(.init(from: "\(staged)/\(file)", to: "\(folder)/\(name)/\(file)", isSynced: false))
        }
        for (side, item) in items {
            let file = side + item.name + (item.isPersonal ? Self.personalSuffix : "")
            lines.append("\(Digest.sha256(of: item.bytes))  \(file)")
            try stage(file, item.bytes)
        }
        // The README last: a folder without one was not finished.
        try stage(Self.readme, Array((lines.joined(separator: "\n") + "\n").utf8))
        try DurableWrite.move(moves, volume: volume)
        return "\(folder)/\(name)"
    }

    func clearPersonal() throws {
        for name in try names() {
            let path = "\(folder)/\(name)"
            let personal = try Folder.names(path).filter { $0.hasSuffix(Self.personalSuffix) }
            for file in personal {
                guard unlink("\(path)/\(file)") == 0 else { throw SystemError.last("unlink") }
            }
            if !personal.isEmpty { try DurableWrite.syncFolder(path) }
        }
    }
}
