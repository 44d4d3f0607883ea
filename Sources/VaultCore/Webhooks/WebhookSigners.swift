import PKI

/// What signs the messages of one webhook: the vault's key; while receivers learn of a new key, the one before it as well;
/// and the webhook's own secret where it has one.
public struct WebhookSigners: Hashable, Sendable {
    public let key: WebhookKey
    /// The key before it, until it is taken away (`kho webhook key --retire`).
    public let previous: WebhookKey?
    public let secret: WebhookSecret?

    public init(_ key: WebhookKey, previous: WebhookKey? = nil, secret: WebhookSecret? = nil) {
        self.key = key
        self.previous = previous
        self.secret = secret
    }

    /// The value of `webhook-signature`: one signature for each, the newest key's first, parted by blanks.
    func signatures(of bytes: [UInt8]) -> String {
        var signatures = ([key] + (previous.map { [$0] } ?? [])).map { "v1a," + Base64.encode($0.sign(bytes)) }
        if let secret { signatures.append("v1," + Base64.encode(secret.code(of: bytes))) }
        return signatures.joined(separator: " ")
    }
}
