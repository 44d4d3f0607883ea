/// Brings a message to a webhook: one POST, bounded in time, without following where an answer points to.
public protocol WebhookTransport: Sendable {
    /// - Parameter headers: beside those of the body.
    func post(_ body: [UInt8], headers: [(name: String, value: String)], to webhook: Webhook) async -> WebhookAnswer
}

/// What came of it.
public enum WebhookAnswer: Hashable, Sendable {
    /// - Parameter retryAfter: seconds that the receiver asks to be left alone (RFC 9110 section 10.2.3).
    case status(Int, retryAfter: Int64? = nil)
    /// Nothing came back, or nobody may be asked; with a code.
    case failed(String)

    public var isDelivered: Bool { if case .status(200...299, _) = self { true } else { false } }

    /// `410 Gone`: told never to come back.
    var isGone: Bool { if case .status(410, _) = self { true } else { false } }

    var retryAfter: Int64? { if case .status(_, let seconds) = self { seconds } else { nil } }

    /// As it is kept and shown.
    public var text: String {
        switch self {
        case .status(let status, _): String(status)
        case .failed(let code): code
        }
    }
}
