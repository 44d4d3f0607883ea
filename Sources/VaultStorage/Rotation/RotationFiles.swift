import Glibc
import PKI
import VaultCore

/// Puts the files of a change of keys in place: what was `vault.json` before goes into `identities/`, the old key gets
/// another name, the new one its own, and `vault.json` comes last. Each step is durable before the next, and is left out
/// where it was done before: whoever is cut off anywhere in it is followed by one who does the rest.
///
/// To be used under the sequencing lease.
struct RotationFiles: Sendable {
    let layout: VaultLayout
    /// Gives paths that nothing has yet, for files that get their names when they are whole.
    let temporary: @Sendable () -> String

    /// Where a new key waits until it is committed.
    static func next(_ key: PendingRotation.Key, _ layout: VaultLayout) -> String {
        "\(layout.keys)/\(key.file).next"
    }

    /// Writes a key that is about to be committed; mode 0600.
    func prepare(_ key: PendingRotation.Key, _ bytes: [UInt8]) throws {
        discard()
        try DurableWrite.write(bytes, to: Self.next(key, layout), by: temporary(), mode: 0o600)
    }

    /// Takes away keys of changes that were never committed.
    func discard() {
        for key in PendingRotation.Key.allCases { unlink(Self.next(key, layout)) }
    }

    func finish(_ pending: PendingRotation) throws {
        try keepPrevious(pending)
        try placeKey(pending)
        try DurableWrite.write(pending.seal, to: layout.identitySeal, by: temporary())
        try DurableWrite.write(pending.identity, to: layout.identity, by: temporary())
    }

    private func keepPrevious(_ pending: PendingRotation) throws {
        let kept = layout.earlierIdentity(pending.number)
        // It is written last, so that both are there where it is; and before `vault.json` is another.
        guard !Folder.exists(kept) else { return }
        guard let bytes = try SmallFile.read(layout.identity), let seal = try SmallFile.read(layout.identitySeal) else {
            throw VaultError(.vaultNotFound)
        }
        for parent in try Folder.make(layout.identities) { try DurableWrite.syncFolder(parent) }
        try DurableWrite.write(seal, to: kept + ".p7s", by: temporary())
        try DurableWrite.write(bytes, to: kept, by: temporary())
    }

    private func placeKey(_ pending: PendingRotation) throws {
        let next = Self.next(pending.key, layout)
        guard Folder.exists(next) else { return }
        let own = "\(layout.keys)/\(pending.key.file)"
        if let retired = pending.retired.map({ "\(layout.keys)/\($0)" }), Folder.exists(own), !Folder.exists(retired) {
            guard rename(own, retired) == 0 else { throw SystemError.last("rename") }
            try DurableWrite.syncFolder(layout.keys)
        }
        guard rename(next, own) == 0 else { throw SystemError.last("rename") }
        try DurableWrite.syncFolder(layout.keys)
    }
}
