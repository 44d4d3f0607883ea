import CanonicalJSON
import Synchronization
import VaultCore

/// Answers as a test says, one after the other, then with 204; remembers what it was given.
final class ScriptedTransport: WebhookTransport {
    struct Sent {
        let webhook: String
        let id: String
        let body: [UInt8]

        var indices: [Int64] {
            (try? JSON(canonical: body))?["data"]?["entries"]?.array?.compactMap { $0["index"]?.integer } ?? []
        }
    }

    private let state: Mutex<(answers: [WebhookAnswer], sent: [Sent])>

    init(_ answers: WebhookAnswer...) { state = Mutex((answers, [])) }

    var sent: [Sent] { state.withLock { $0.sent } }

    func post(_ body: [UInt8], headers: [(name: String, value: String)], to webhook: Webhook) async -> WebhookAnswer {
        state.withLock { state in
            let id = headers.first { $0.name == "webhook-id" }?.value ?? ""
            state.sent.append(Sent(webhook: webhook.name, id: id, body: body))
            return state.answers.isEmpty ? .status(204) : state.answers.removeFirst()
        }
    }
}

/// Never answers; remembers what it was given.
final class SilentTransport: WebhookTransport {
    private let inner = ScriptedTransport()

    var sent: [ScriptedTransport.Sent] { inner.sent }

    func post(_ body: [UInt8], headers: [(name: String, value: String)], to webhook: Webhook) async -> WebhookAnswer {
        _ = await inner.post(body, headers: headers, to: webhook)
        try? await Task.sleep(for: .seconds(600))
        return .failed("silent")
    }
}
