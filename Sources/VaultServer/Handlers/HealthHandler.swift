import CanonicalJSON
import Hummingbird

/// Answers those who watch the server.
struct HealthHandler: Sendable {
    let readiness: Readiness

    /// The process lives: it answers at all.
    func health() -> Response { .json(["status": "alive"]) }

    /// Whether requests are worth sending here.
    func ready() async -> Response {
        guard await readiness.isReady() else { return Problem(readiness.isEnding ? .ending : .notReady).response }
        return .json(["status": "ready"])
    }
}
