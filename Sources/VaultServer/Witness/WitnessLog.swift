import Logging
import TransparencyLog

/// A witness's log: one line per request, and one more for what an operator should look at. Checkpoints are public: what a
/// log signed may be named where the log itself is in doubt.
struct WitnessLog: Sendable {
    private let logger: Logger
    private let requests: RequestLog

    init(_ sink: LogSink?, _ logger: Logger) {
        self.logger = logger
        requests = RequestLog(sink, logger)
    }

    func record(_ entry: RequestEntry) { requests.record(entry) }

    func failure(_ error: any Error, id: RequestIdentifier, kind: String) {
        requests.failure(error, id: id, kind: kind)
    }

    /// A log that signed what contradicts what it signed before, or seems to have; nothing for other refusals.
    func suspicion(_ refusal: WitnessRefusal, id: RequestIdentifier) {
        var facts = ["code": refusal.code, "id": id.text]
        switch refusal {
        case .fork(let size): facts["size"] = String(size)
        case .notConsistent(let from, let to):
            facts["from"] = String(from)
            facts["to"] = String(to)
        default: return
        }
        logger.warning("suspicion", metadata: facts.mapValues { "\($0)" })
    }
}
