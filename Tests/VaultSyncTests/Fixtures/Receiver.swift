import Foundation
import PKI
import TestSupport
import VaultCore
import VaultStorage

@testable import VaultSync

/// A receiver with its folder.
final class Receiver: Sendable {
    let temporary: TemporaryFolder
    var path: String { temporary.file("replica") }

    init() throws { temporary = try TemporaryFolder() }

    func pull(
        _ vault: PublishingVault, pinning: PublishingVault? = nil, content: Bool = false, chain: ManifestChain? = nil,
        at time: Instant? = nil, isWhole: Bool = true, unprovenLimit: Int? = nil, asksAgain: Bool = true,
        from source: (any ReplicaSource)? = nil
    ) async throws -> ReplicaReport {
        let pinned = try (pinning ?? vault).pinned
        let now = time ?? vault.clock
        let folder = try await ReplicaFolder.open(path, writes: true)
        defer { folder.close() }
        var pull = ReplicaPull(
            store: folder,
            source: source ?? FilesInMemory(files: vault.files, isWhole: isWhole), url: "https://kho.example.vn",
            chain: chain,
            content: content, now: { now }
        ) { $0 == pinned.id ? pinned : nil }
        pull.pairPause = .zero
        pull.asksAgain = asksAgain
        if let unprovenLimit { pull.unprovenLimit = unprovenLimit }
        return try await pull.run()
    }

    /// The code with which a pull is refused; nil where it is not.
    func refusal(
        _ vault: PublishingVault, pinning: PublishingVault? = nil, content: Bool = false, chain: ManifestChain? = nil,
        at time: Instant? = nil, from source: (any ReplicaSource)? = nil
    ) async throws -> ReplicaRefusal? {
        do {
            _ = try await pull(vault, pinning: pinning, content: content, chain: chain, at: time, from: source)
            return nil
        } catch let refusal as ReplicaRefusal {
            return refusal
        }
    }

    /// Every file of the replica but evidence, by its path.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in names() where !name.hasPrefix("evidence/") {
            files[name] = try temporary.read("replica/\(name)")
        }
        return files
    }

    func names() -> [String] {
        let entries = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return entries.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    /// Whether a text stands in any file of the replica.
    func holds(_ text: String) throws -> Bool {
        try names().contains { name in
            try Data(temporary.read("replica/\(name)")).range(of: Data(text.utf8)) != nil
        }
    }
}
