import Glibc
import PKI
import VaultCore

/// `keys/webhook-NAME.secret`: the text of a `WebhookSecret` on a line.
struct WebhookSecretFile {
    let layout: VaultLayout
    private let path: String

    init(_ layout: VaultLayout, webhook: Webhook) {
        self.layout = layout
        path = layout.webhookSecret(webhook.name)
    }

    /// - Returns: nil where there is none.
    /// - Throws: `KEY_MALFORMED`.
    func read() throws -> WebhookSecret? {
        guard let bytes = try SmallFile.read(path) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n"),
            let secret = WebhookSecret(text: String(text.dropLast()))
        else { throw VaultError(.keyMalformed, ["key": "keys/" + FilePath.name(of: path)]) }
        return secret
    }

    /// A new one, in place of what is there.
    func replace() throws -> WebhookSecret {
        let secret = WebhookSecret()
        try DurableWrite.write(
            Array((secret.text + "\n").utf8), to: path,
            by: "\(layout.keys)/.\(SecureRandom.bytes(8).hexadecimal).new", mode: 0o600)
        return secret
    }

    /// Takes it away; where there is none, nothing.
    func remove() throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemError.last("unlink") }
        try DurableWrite.syncFolder(layout.keys)
    }
}
