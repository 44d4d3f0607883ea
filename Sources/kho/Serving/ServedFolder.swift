import Messages
import PKI
import VaultCore
import VaultServer
import VaultStorage
import VaultSync

/// The vault folder that a server stands on: what it publishes, and, unless it is served for reading alone, the vault.
struct ServedFolder: Sendable {
    let path: String
    let published: PublishedFolder
    /// nil where it is served for reading.
    let host: VaultHost?
    private let sources: SourceConnections

    /// - Parameter trust: the folder of trust as the option names it.
    /// - Throws: `SERVE_NOT_WRITABLE` where it cannot be opened for writing from here; what `PublishedFolder.open` and
    ///   `VaultHost.open` throw.
    init(_ path: String, isReadOnly: Bool, trust: String?) async throws {
        self.path = path
        sources = SourceConnections(vault: path, trust: trust)
        published = try await PublishedFolder.open(path)
        guard !isReadOnly else {
            host = nil
            return
        }
        // Looked for now, so that a folder that is not there is said at once.
        _ = try TrustLocation.folder(option: trust, vault: path)
        let current = CurrentTrust(in: { try TrustLocation.folder(option: trust, vault: path) })
        do {
            host = try await VaultHost.open(
                path, validator: { try current.validator() }, sealedBy: { try Self.seal(path, $0) })
        } catch let error as VaultError where [.keyMissing, .notPermitted, .readOnly].contains(error.code) {
            throw CommandFailure("SERVE_NOT_WRITABLE", ["folder": path], status: error.code.status)
        }
    }

    var parts: ServedParts {
        var parts = ServedParts(files: published, entrance: host)
        guard let host else {
            parts.isServing = { [published] in (try? await published.answer(to: .checkpoint)) != nil }
            return parts
        }
        parts.events = host
        parts.service = { try await host.service(by: $0) }
        parts.resolve = { [sources] in try await sources.resolver(of: $1).resolve($0) }
        parts.isServing = { await host.isServing() }
        parts.gauges = { await host.gauges() }
        return parts
    }

    /// Asked for while a request is answered: what is wrong with it goes into the server's log by its code.
    private static func seal(_ path: String, _ identity: VaultIdentity) throws -> SealKey {
        do {
            return try SealKey.load(vault: path, identity: identity)
        } catch let failure as CommandFailure {
            let isMissing = failure.message.code == "KEY_MISSING"
            throw VaultError(isMissing ? .keyMissing : .keyMalformed, ["key": "seal"])
        }
    }

    func close() async throws { try await host?.close() }
}
