import Glibc
import PKI
import Synchronization
import TestSupport
import TransparencyLog
import VaultCore

@testable import VaultStorage

/// A vault whose keys are changed, and the seals that it has had.
struct RotatingVault {
    let vault: MintedVault
    private(set) var seals: [MintedSeal]

    init() throws {
        vault = try MintedVault()
        seals = [vault.seal]
    }

    var path: String { vault.path }
    var seal: MintedSeal { seals[seals.count - 1] }

    func identity() throws -> VaultIdentity { try VaultIdentity(bytes: vault.bytes("vault.json")) }

    /// The size and the keys of the log that signed the published checkpoint.
    func signers() throws -> (size: UInt64, keys: [NoteVerifierKey]) {
        let note = try SignedNote(parsing: vault.bytes("log/checkpoint"))
        let keys = try identity().logKeys.map(\.key)
        return (try Checkpoint(parsing: note.text).size, keys.filter(note.isSigned(by:)))
    }

    @discardableResult
    func rotateLog(
        lastGood: UInt64? = nil, keepsOldKey: Bool = true, earlier: [MintedSeal] = []
    ) async throws -> RotationEntry {
        let rotation = try await VaultRotation.open(path)
        defer { rotation.close() }
        return try await rotation.rotateLog(
            lastGood: lastGood, keepsOldKey: keepsOldKey, seal: seal, earlier: earlier)
    }

    @discardableResult
    mutating func rotateSeal() async throws -> RotationEntry {
        let new = try MintedSeal()
        let rotation = try await VaultRotation.open(path)
        defer { rotation.close() }
        let entry = try await rotation.rotateSeal(
            to: new.certificate, keyFile: Array("key".utf8), keepsOldKey: true, seals: (seal, new))
        seals.append(new)
        return entry
    }

    /// Where a process that changes the log's key is cut off.
    enum Cut: CaseIterable {
        case beforeCommit, afterCommit, withLeaves, withCheckpoint
        case withEarlierSeal, withoutKey, withKey, withSeal, withIdentity
    }

    /// Changes the log's key as far as that, and no further.
    /// - Returns: who the vault is to be.
    func rotateLog(until cut: Cut, lastGood: UInt64? = nil) async throws -> VaultIdentity {
        let opened = try OpenedVault(path: path, pool: WorkerPool.shared, writes: true)
        defer { opened.database.close() }
        let staging = try requireValue(opened.staging)
        let lease = try await opened.records.lease()
        defer { lease.release() }
        let state = try await opened.records.state()
        let key = try requireValue(NoteSigningKey.generate(name: opened.identity.origin))
        let entry = try RotationEntry(
            log: try opened.logKey(), to: key, lastGood: lastGood, of: opened.identity, after: state, at: .now())
        let pending = PendingRotation(
            key: .log, identity: entry.identity.bytes, seal: try seal.sign(entry.identity.bytes), number: 1,
            retired: "log-0123456789abcdef.key.retired")
        let layout = opened.layout
        try RotationFiles(layout: layout) { staging.newPath("t-") }.prepare(.log, Array((key.text + "\n").utf8))
        if cut == .beforeCommit { return opened.identity }
        try await opened.objects.publication(of: [], after: state.size).publish()
        try await opened.records.rotate(entry, expecting: state.size, pending)
        let places = Cut.allCases
        let place = places.firstIndex(of: cut) ?? 0
        func isPast(_ other: Cut) -> Bool { place >= places.firstIndex(of: other) ?? 0 }
        if isPast(.withLeaves) {
            try await opened.logFiles.publish(leaves: [entry.record.leaf.bytes], after: state.frontier)
        }
        if isPast(.withCheckpoint) { try await opened.logFiles.publish(checkpoint: entry.state.checkpoint) }
        // Each file needs a name of its own first; one that cannot be had cuts it off there.
        let files: [Cut: Int] = [
            .withEarlierSeal: 1, .withoutKey: 2, .withKey: 2, .withSeal: 3, .withIdentity: 4,
        ]
        guard let count = files[cut] else { return entry.identity }
        finish(pending, layout, staging, files: count)
        // Only the old key has lost its name.
        if cut == .withoutKey { rename(layout.logKey, RotationFiles.next(.log, layout)) }
        return entry.identity
    }

    private func finish(
        _ pending: PendingRotation, _ layout: VaultLayout, _ staging: StagingFolder, files: Int
    ) {
        let given = Counter()
        let finishing = RotationFiles(layout: layout) {
            given.next() <= files ? staging.newPath("t-") : "/nowhere/else"
        }
        try? finishing.finish(pending)
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    private struct Missing: Error {}
    private func requireValue<T>(_ value: T?) throws -> T {
        guard let value else { throw Missing() }
        return value
    }
}
