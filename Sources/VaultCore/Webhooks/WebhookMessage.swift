import CanonicalJSON
public import PKI

/// What a webhook is sent: a body, and a name by which its receiver knows it again (Standard Webhooks 1.0.0).
public struct WebhookMessage: Hashable, Sendable {
    /// The same however often it is sent.
    public let id: String
    public let body: [UInt8]

    /// Events of one message: some 16 KiB; the standard recommends less than 20.
    public static let maximumEvents = 96

    private static let idLabel = Array("kho.webhook/1".utf8) + [0]

    /// That there are new entries.
    ///
    /// The same entries to the same webhook make the same message, bytes and name: whoever sends it again needs to keep
    /// nothing but the range.
    /// - Parameters:
    ///   - from: the first index that it tells of.
    ///   - to: the index behind the last one; what is in between and in no event is out of scope.
    ///   - events: at least one, at most `maximumEvents`.
    public static func entries(
        vault: String, webhook: String, from: UInt64, to: UInt64, _ events: [LogEvent]
    ) -> WebhookMessage {
        let data: JSON = [
            "entries": .array(events.map(\.json)), "from": .integer(Int64(clamping: from)),
            "to": .integer(Int64(clamping: to)), "vault": .string(vault),
        ]
        return WebhookMessage(
            type: "kho.entries", time: events.last?.leaf.time ?? Instant(microseconds: 0), data: data, to: webhook)
    }

    /// That the webhook works.
    public static func test(vault: String, webhook: String, at time: Instant) -> WebhookMessage {
        WebhookMessage(
            type: "kho.test", time: time, data: ["vault": .string(vault), "webhook": .string(webhook)], to: webhook,
            unlike: SecureRandom.bytes(16))
    }

    /// - Parameter unlike: what tells it from another with the same body.
    private init(type: String, time: Instant, data: JSON, to webhook: String, unlike: [UInt8] = []) {
        let json: JSON = ["data": data, "timestamp": .string(time.textWithMicroseconds), "type": .string(type)]
        body = json.canonicalBytes
        // Hexadecimal digits: an id may have no full stop in it, by which it could run into the timestamp.
        let name = Array("\(webhook) \(unlike.hexadecimal) ".utf8)
        id = "msg_" + Digest.sha256(of: Self.idLabel + name + body).hexadecimal.prefix(32)
    }

    /// The header fields of an attempt: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    public func headers(at time: Instant, signedBy signers: WebhookSigners) -> [(name: String, value: String)] {
        let timestamp = String(time.seconds)
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return [
            ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signers.signatures(of: signed)),
        ]
    }
}
