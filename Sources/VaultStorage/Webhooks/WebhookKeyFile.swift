import Glibc
import PKI
import TransparencyLog
import VaultCore

/// `keys/webhook.key` and, while receivers learn of a new key, `keys/webhook.previous.key`: the text of a `WebhookKey` on a
/// line.
struct WebhookKeyFile {
    let layout: VaultLayout
    let identity: VaultIdentity

    /// The key, and the one before it where it still signs.
    struct Keys {
        let current: WebhookKey
        let previous: WebhookKey?
    }

    /// - Returns: nil where there is no key.
    /// - Throws: `KEY_MALFORMED`, also for a key that has another role as well: what it signs there could be passed off
    ///   as a message, and the other way round.
    func read() throws -> Keys? {
        guard let current = try key(at: layout.webhookKey) else { return nil }
        let previous = try key(at: layout.previousWebhookKey)
        // The same twice is a rotation that a crash broke off: only one of them signs.
        return Keys(current: current, previous: previous == current ? nil : previous)
    }

    /// The keys that are there, else a new one. Two processes that make one at once get the same.
    func make() throws -> Keys {
        if let keys = try read() { return keys }
        let temporary = try stage(WebhookKey.generate())
        defer { unlink(temporary) }
        // Unlike a rename, a link never takes the place of another's.
        guard link(temporary, layout.webhookKey) == 0 || errno == EEXIST else { throw SystemError.last("link") }
        try DurableWrite.syncFolder(layout.keys)
        guard let keys = try read() else { throw VaultError(.webhookKeyMissing) }
        return keys
    }

    /// Makes a new key; the one that is there goes on signing beside it. For one process at a time.
    /// - Throws: `WEBHOOK_KEY_MISSING` where there is none; `WEBHOOK_KEY_ROTATING` where another still signs beside it.
    func rotate() throws -> Keys {
        guard let keys = try read() else { throw VaultError(.webhookKeyMissing) }
        guard keys.previous == nil else { throw VaultError(.webhookKeyRotating) }
        let temporary = try stage(WebhookKey.generate())
        defer { unlink(temporary) }
        // What may be there under the name of the old one is this very key (`read`).
        guard link(layout.webhookKey, layout.previousWebhookKey) == 0 || errno == EEXIST else {
            throw SystemError.last("link")
        }
        try DurableWrite.syncFolder(layout.keys)
        try DurableWrite.place(temporary, as: layout.webhookKey)
        return try make()
    }

    /// Takes the key away that was before; where there is none, nothing.
    /// - Throws: `WEBHOOK_KEY_MISSING` where there is no key at all.
    func retire() throws -> Keys {
        guard try read() != nil else { throw VaultError(.webhookKeyMissing) }
        guard unlink(layout.previousWebhookKey) == 0 || errno == ENOENT else { throw SystemError.last("unlink") }
        try DurableWrite.syncFolder(layout.keys)
        return try make()
    }

    /// A new key, durable under a temporary name.
    private func stage(_ key: WebhookKey) throws -> String {
        let temporary = "\(layout.keys)/.\(SecureRandom.bytes(8).hexadecimal).new"
        try DurableWrite.stage(Array((key.text + "\n").utf8), at: temporary, mode: 0o600)
        return temporary
    }

    private func key(at path: String) throws -> WebhookKey? {
        guard let bytes = try SmallFile.read(path) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n"),
            let key = WebhookKey(text: String(text.dropLast())),
            !identity.logKeys.contains(where: { $0.key.publicKey == key.publicKey })
        else { throw VaultError(.keyMalformed, ["key": "keys/" + FilePath.name(of: path)]) }
        return key
    }
}
