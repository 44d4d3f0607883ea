public import Retrieval
public import VaultCore

/// Brings messages to webhooks over HTTP: never along a redirect, never to a private address unless the webhook is one, and
/// never unencrypted over a network.
public struct WebhookPost: WebhookTransport {
    private let roots: [UInt8]
    private let totalSeconds: Int

    /// From the connection to the beginning of the answer (seconds). Standard Webhooks 1.0.0 recommends 15 to 30; it must
    /// stay below what is left of a lease when a message is begun (`WebhookDelivery`).
    public static let usualSeconds = 20

    /// - Parameters:
    ///   - roots: PEM, certificates beside the system's roots that receivers' may come from.
    /// - Throws: `RetrievalError` `.notTrusted` where they are no certificates.
    public init(roots: [UInt8] = [], totalSeconds: Int = usualSeconds) throws(RetrievalError) {
        self.roots = roots
        self.totalSeconds = totalSeconds
        _ = try MessagePost(address: "https://localhost/", hosts: .thisMachine, roots: roots, totalSeconds: 1)
    }

    public func post(
        _ body: [UInt8], headers: [(name: String, value: String)], to webhook: Webhook
    ) async -> WebhookAnswer {
        do {
            let post = try MessagePost(
                address: webhook.address.text, hosts: Self.hosts(webhook), roots: roots, totalSeconds: totalSeconds)
            let answer = try await post.send(body, type: "application/json", headers: headers)
            return .status(answer.status, retryAfter: answer.retryAfter)
        } catch {
            return .failed(error.code.rawValue)
        }
    }

    private static func hosts(_ webhook: Webhook) -> HostPolicy {
        guard webhook.isPrivate else { return .publicOnly }
        return webhook.address.isEncrypted ? .any : .thisMachine
    }
}
