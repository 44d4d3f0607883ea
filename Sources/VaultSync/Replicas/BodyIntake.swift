import VaultCore

/// Takes the bodies of a manifest's entries as they come in, checks each against its entry, and keeps it.
///
/// There must be one for each entry, in order, and nothing else: what is left out, said twice or put in is refused.
struct BodyIntake {
    private let manifest: Manifest
    private let draft: any ReplicaDraft
    private var scanner = BodyScanner(limit: ReplicaLimits.body)
    private var batch: [UInt8] = []
    private var position = 0
    /// The records that the erasures among them name.
    private(set) var erasures: [Erasure] = []
    /// The entries whose parts the vault says it no longer has.
    private(set) var erased: [UInt64] = []
    /// Where the bodies of the wanted entries lie in the draft, of those that were given.
    private(set) var places: [UInt64: Range<Int>] = [:]
    private let wanted: Set<UInt64>
    private var flushed = 0

    private static let batchByteCount = 256 << 10

    /// - Parameter wanted: entries whose bodies are to be found again.
    init(_ manifest: Manifest, into draft: any ReplicaDraft, noting wanted: Set<UInt64> = []) {
        self.manifest = manifest
        self.wanted = wanted
        self.draft = draft
    }

    /// What was refused, for evidence.
    var refused: [UInt8] { scanner.text }

    mutating func take(_ piece: [UInt8]) async throws {
        var scanner = scanner
        defer { self.scanner = scanner }
        do {
            try scanner.take(piece) { text in try accept(text) }
        } catch is BodyScanner.Malformed {
            throw ReplicaError(.bodyUnexpected, facts)
        }
        if batch.count >= Self.batchByteCount { try await flush() }
    }

    mutating func finish() async throws {
        guard position == manifest.entries.count else { throw missing }
        guard scanner.isComplete else { throw ReplicaError(.bodyUnexpected, facts) }
        try await flush()
    }

    private mutating func accept(_ text: [UInt8]) throws {
        guard position < manifest.entries.count else { throw ReplicaError(.bodyUnexpected, facts) }
        let body = try ManifestBody(bytes: text)
        let shared = try manifest.check(body)
        let expected = manifest.entries[position].index
        guard body.index >= expected else { throw ReplicaError(.bodyUnexpected, facts) }
        guard body.index == expected else { throw missing }
        if case .erased = body.content { erased.append(body.index) }
        if case .erasure(let erasure) = shared?.content {
            // An erasure tells of what was there before it.
            let earlier = erasure.records.filter { $0 < body.index }
            erasures.append(
                Erasure(
                    id: erasure.id, documents: erasure.documents, spaces: erasure.spaces, records: earlier,
                    reason: erasure.reason, minutes: erasure.minutes))
        }
        if wanted.contains(body.index), case .record = body.content {
            let start = flushed + batch.count
            places[body.index] = start..<(start + text.count)
        }
        batch += text
        batch.append(UInt8(ascii: "\n"))
        position += 1
    }

    private mutating func flush() async throws {
        let bytes = batch
        batch.removeAll(keepingCapacity: true)
        flushed += bytes.count
        if !bytes.isEmpty { try await draft.append(bytes) }
    }

    private var facts: [String: String] { ["sequence": String(manifest.sequence)] }

    private var missing: ReplicaError {
        var facts = facts
        facts["index"] = String(manifest.entries[position].index)
        return ReplicaError(.bodyMissing, facts)
    }
}
