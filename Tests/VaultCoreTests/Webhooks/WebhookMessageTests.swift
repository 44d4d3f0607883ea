import CanonicalJSON
import PKI
import Testing

@testable import VaultCore

@Suite("What webhooks are sent")
struct WebhookMessageTests {
    /// A key and a signature of the standard's authors (the Svix server's tests).
    private static let secret =
        "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="
    private static let publicKey = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="

    private static func event(_ index: UInt64) -> LogEvent {
        LogEvent(
            index: index,
            leaf: LogLeaf(
                commitment: .sha256(of: [UInt8(truncatingIfNeeded: index)]),
                time: Instant(seconds: 1_700_000_000 + Int64(index))))
    }

    @Test("the standard's own example is signed with the very same bytes")
    func vector() throws {
        let key = try #require(WebhookKey(text: Self.secret))
        #expect(key.publicText == Self.publicKey)
        #expect(key.text == Self.secret)
        let signed = Array(#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#.utf8)
        #expect(
            Base64.encode(key.sign(signed))
                == "hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==")
    }

    @Test("a key is read in its one spelling, with halves that belong together, and shown without its secret")
    func keys() throws {
        let key = try WebhookKey.generate()
        #expect(WebhookKey(text: key.text)?.publicKey == key.publicKey)
        #expect(!"\(key)".contains("whsk_") && "\(key)".contains(key.publicText))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("seed"))
        let other = try WebhookKey.generate()
        let mixed =
            "whsk_" + Base64.encode((Base64.decode(key.text.dropFirst(5).utf8) ?? []).prefix(32) + other.publicKey)
        for text in [
            "", "whsk_", key.publicText, key.text + "\n", String(key.text.dropLast()), mixed, "whsec_" + key.text,
        ] {
            #expect(WebhookKey(text: text) == nil)
        }
    }

    @Test("a message says type, time and data; the body that is signed is the body that is sent")
    func entries() throws {
        let message = WebhookMessage.entries(
            vault: "0123", webhook: "cong-dvc", from: 3, to: 9, [Self.event(4), Self.event(7)])
        let json = try JSON(canonical: message.body)
        #expect(json["type"]?.string == "kho.entries")
        #expect(json["timestamp"]?.string == "2023-11-14T22:13:27.000000Z")
        #expect(json["data"]?["vault"]?.string == "0123")
        #expect(json["data"]?["from"]?.integer == 3 && json["data"]?["to"]?.integer == 9)
        #expect(json["data"]?["entries"]?.array == [Self.event(4).json, Self.event(7).json])
        let key = try WebhookKey.generate()
        let headers = Dictionary(
            uniqueKeysWithValues: message.headers(
                at: Instant(microseconds: 1_700_000_100_999_999), signedBy: WebhookSigners(key)
            )
            .map { ($0.name, $0.value) })
        #expect(headers["webhook-id"] == message.id && headers["webhook-timestamp"] == "1700000100")
        let signature = try #require(headers["webhook-signature"])
        #expect(signature.hasPrefix("v1a,"))
        #expect(
            Ed25519.verify(
                Base64.decode(signature.dropFirst(4).utf8) ?? [],
                of: Array("\(message.id).1700000100.".utf8) + message.body, publicKey: key.publicKey))
    }

    @Test("a key that takes another's place signs first, the one before it and the receiver's own secret besides")
    func signatures() throws {
        let (key, previous, secret) = (try WebhookKey.generate(), try WebhookKey.generate(), WebhookSecret())
        let signed = Array("signed".utf8)
        let parts = WebhookSigners(key, previous: previous, secret: secret).signatures(of: signed)
            .split(separator: " ").map { $0.split(separator: ",").map(String.init) }
        #expect(parts.map { $0[0] } == ["v1a", "v1a", "v1"])
        let values = parts.compactMap { Base64.decode($0[1].utf8) }
        #expect(Ed25519.verify(values[0], of: signed, publicKey: key.publicKey))
        #expect(Ed25519.verify(values[1], of: signed, publicKey: previous.publicKey))
        #expect(values[2] == secret.code(of: signed) && values[2].count == 32)
        #expect(!WebhookSigners(key).signatures(of: signed).contains(" "))
    }

    @Test("a secret makes the code that another library makes, is read in its one spelling, and never shown")
    func secrets() throws {
        // What Python's hmac gives.
        let secret = try #require(WebhookSecret(text: "whsec_" + Base64.encode([UInt8](repeating: 0x0b, count: 32))))
        #expect(
            secret.code(of: Array("Hi There".utf8)).hexadecimal
                == "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7")
        #expect(WebhookSecret(text: secret.text) == secret && WebhookSecret() != WebhookSecret())
        var dumped = ""
        dump(WebhookSigners(try WebhookKey.generate(), secret: secret), to: &dumped)
        #expect(!dumped.contains("CwsL") && !dumped.contains("bytes") && !"\(secret)".contains("CwsL"))
        for text in [
            "", "whsec_", "whsk_" + secret.text.dropFirst(6), secret.text + "\n", "whsec_" + Base64.encode([1]),
        ] {
            #expect(WebhookSecret(text: text) == nil)
        }
    }

    @Test("the same entries make the same message, others or those of another webhook another; no id has a full stop")
    func identifiers() {
        let one = WebhookMessage.entries(vault: "v", webhook: "a", from: 0, to: 1, [Self.event(0)])
        #expect(one == WebhookMessage.entries(vault: "v", webhook: "a", from: 0, to: 1, [Self.event(0)]))
        let others = [
            WebhookMessage.entries(vault: "v", webhook: "b", from: 0, to: 1, [Self.event(0)]),
            WebhookMessage.entries(vault: "w", webhook: "a", from: 0, to: 1, [Self.event(0)]),
            WebhookMessage.entries(vault: "v", webhook: "a", from: 0, to: 2, [Self.event(0), Self.event(1)]),
            WebhookMessage.test(vault: "v", webhook: "a", at: Instant(seconds: 0)),
            WebhookMessage.test(vault: "v", webhook: "a", at: Instant(seconds: 0)),
        ]
        #expect(Set(others.map(\.id) + [one.id]).count == 6)
        #expect((others + [one]).allSatisfy { !$0.id.contains(".") })
    }

    @Test("the fullest message is smaller than the standard recommends")
    func size() {
        let far = UInt64(JSON.integerRange.upperBound) - UInt64(WebhookMessage.maximumEvents)
        let events = (0..<UInt64(WebhookMessage.maximumEvents)).map { offset in
            LogEvent(
                index: far + offset,
                leaf: LogLeaf(commitment: .sha256(of: []), type: .trustSnapshot, time: Instant(seconds: 4_000_000_000)))
        }
        let message = WebhookMessage.entries(
            vault: String(repeating: "f", count: 64), webhook: "a", from: far, to: far, events)
        #expect(message.body.count < 20_000)
    }
}
