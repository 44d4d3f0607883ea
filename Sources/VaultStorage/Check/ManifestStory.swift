import GRDB
import PKI
import TransparencyLog
import VaultCore

/// What the sealed documents of one chain say, held against each other and against the log.
struct ManifestStory {
    private let stores: CheckedStores
    private let witnesses: [NoteVerifierKey]
    /// The last manifest so far, and the digests of all.
    private(set) var last: UInt64?
    private var to: UInt64 = 0
    private var digests: [UInt64: Digest] = [:]
    /// The roots that documents state, by the size of the tree; the file that states it.
    private var roots: [UInt64: [(root: MerkleHash, file: String)]] = [:]

    /// Rows that are held at once.
    private static let stretch: UInt64 = 4096

    init(stores: CheckedStores) {
        self.stores = stores
        // A file that cannot be understood is a finding of its own.
        witnesses = (try? VaultWitnesses(stores.layout).keys) ?? []
    }

    /// The next manifest, in the order of the sequence; some may be missing between.
    mutating func add(_ manifest: Manifest, file: String) throws -> [Finding] {
        func contradicts(_ part: String) -> Finding { Finding(.manifestContradicts, ["file": file, "part": part]) }
        var findings: [Finding] = []
        if manifest.sequence == 1 ? manifest.from != 0 : last == manifest.sequence - 1 && manifest.from != to {
            findings.append(contradicts("from"))
        }
        if let before = digests[manifest.sequence - 1], manifest.previous != before {
            findings.append(contradicts("previous"))
        }
        findings += state(manifest.checkpoint, file: file)
        if try !holdsCommitments(manifest) { findings.append(contradicts("entries")) }
        last = manifest.sequence
        to = manifest.to
        digests[manifest.sequence] = manifest.digest
        return findings
    }

    /// A head may be older than the newest manifest, where a process was cut off between the two.
    mutating func check(_ head: ManifestHead, file: String) -> [Finding] {
        let findings = state(head.checkpoint, file: file)
        guard let last = head.last, let digest = digests[last.sequence], digest != last.digest else { return findings }
        return findings + [Finding(.manifestContradicts, ["file": file, "part": "manifest"])]
    }

    /// Takes note of the checkpoint that a document states.
    private mutating func state(_ note: [UInt8], file: String) -> [Finding] {
        guard let checkpoint = try? LogReader(identity: stores.identity, isOfOwnLog: true).checkpoint(note) else {
            return [Finding(.manifestContradicts, ["file": file, "part": "checkpoint"])]
        }
        roots[checkpoint.size, default: []].append((checkpoint.root, file))
        guard (try? SignedNote(parsing: note).cosignatures(by: witnesses)) != nil else {
            return [Finding(.manifestContradicts, ["file": file, "part": "cosignature"])]
        }
        return []
    }

    /// The roots of the log at the sizes that were stated, from the committed leaves.
    func finish() throws -> [Finding] {
        // Asked last: what was sealed was committed before.
        let size = try stores.database.read { try LogRow($0).size }
        var findings: [Finding] = []
        for (stated, documents) in roots where stated > size {
            findings += documents.map {
                Finding(.rollback, ["file": $0.file, "outside": String(stated), "committed": String(size)])
            }
        }
        func compare(_ tree: TreeFrontier) {
            for (root, file) in roots[tree.size] ?? [] where root != tree.root {
                findings.append(Finding(.fork, ["file": file, "size": String(tree.size)]))
            }
        }
        var tree = TreeFrontier()
        compare(tree)
        let end = roots.keys.filter { $0 <= size }.max() ?? 0
        for start in stride(from: 0, to: end, by: Int(Self.stretch)) {
            let rows = try stores.database.read {
                try RecordRow.fetch(start..<min(start + Self.stretch, end), $0)
            }
            for row in rows {
                tree.append(.leaf(row.leaf))
                compare(tree)
            }
        }
        return findings
    }

    /// Whether the entries' commitments are those of the log.
    private func holdsCommitments(_ manifest: Manifest) throws -> Bool {
        var rest = manifest.entries[...]
        for start in stride(from: manifest.from, to: manifest.to, by: Int(Self.stretch)) {
            let end = min(start + Self.stretch, manifest.to)
            let rows = try stores.database.read { try RecordRow.fetch(start..<end, $0) }
            let leaves = Dictionary(rows.map { ($0.index, $0.leaf) }, uniquingKeysWith: { first, _ in first })
            while let entry = rest.first, entry.index < end {
                rest.removeFirst()
                let leaf = leaves[entry.index].flatMap { try? LogLeaf(bytes: $0) }
                guard leaf?.commitment == entry.commitment else { return false }
            }
        }
        return true
    }
}
