import HTTPTypes
import NIOCore

/// What `CachedAnswerHandler` of every connection stands on: the same gates, budgets and log as the server's.
struct CachedAnswers: Sendable {
    let cache: PublishedCache
    let admission: RequestAdmission
    let rates: RequestRates
    let slots: RequestSlots
    let limitsThisMachine: Bool
    /// Whether a client's certificate may make it a service.
    let recognisesServices: Bool
    let log: RequestLog
    let figures: ServerFigures
    let date = DateField()

    /// Header fields that change nothing of an answer that everybody gets.
    private static let plain: Set<HTTPField.Name> = [
        .accept, .acceptEncoding, .acceptLanguage, .userAgent, .cacheControl, .name("Pragma"),
    ]

    static func isPlain(_ field: HTTPField) -> Bool {
        plain.contains(field.name) || field.name == .connection && field.value.lowercased() == "keep-alive"
    }

    /// Whom budgets are counted for; nil for one who is not told apart.
    func stranger(_ address: SocketAddress?) -> CallerKey? {
        limitsThisMachine || !(address?.isOfThisMachine ?? true) ? CallerKey(address) : nil
    }

    func record(
        _ answer: PublishedCache.Answer, _ id: RequestIdentifier, byteCount: Int, since start: ContinuousClock.Instant
    ) {
        let entry = RequestEntry(
            id: id, method: "GET", kind: answer.kind, caller: "nobody", status: answer.head.status.code,
            byteCount: byteCount, elapsed: .now - start)
        log.record(entry)
        figures.add(entry)
    }
}
