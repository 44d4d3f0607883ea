import ServiceLifecycle

/// Tells at once that the server ends, while what was begun is still being finished.
struct ShutdownNotice: Service {
    private let readiness: Readiness

    init(_ readiness: Readiness) { self.readiness = readiness }

    func run() async throws {
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            readiness.end()
        }
    }
}
