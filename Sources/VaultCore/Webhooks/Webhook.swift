/// Somebody who is told of new entries by HTTP: a line of `vault-data/webhooks`.
public struct Webhook: Hashable, Sendable {
    /// How it is called here.
    public let name: String
    public let address: WebhookAddress
    /// Whose entries it gets; `all` for every entry.
    public let scope: String
    /// Whether it may lie on this machine or in the house's own network.
    public let isPrivate: Bool

    /// Longer names are refused: they stand in rows and in messages.
    static let maximumNameLength = 64

    /// - Throws: `WEBHOOKS_MALFORMED` for a name or a scope other than small ASCII letters, digits and inner hyphens, and for
    ///   plain HTTP to anything but this machine.
    public init(name: String, address: WebhookAddress, scope: String, isPrivate: Bool) throws(VaultError) {
        // The same names as those of audiences and scopes.
        guard ManifestChain(audience: name, scope: scope) != nil, address.isEncrypted || isPrivate && address.isLoopback
        else { throw VaultError(.webhooksMalformed) }
        self.name = name
        self.address = address
        self.scope = scope
        self.isPrivate = isPrivate
    }

    /// Its line in the vault's file, without a newline; holds the whole address.
    var line: String { "webhook \(name) \(address.text) \(scope)" + (isPrivate ? " private" : "") }
}
