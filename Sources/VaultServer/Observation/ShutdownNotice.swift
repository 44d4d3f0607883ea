import ServiceLifecycle

/// Tells at once that the server ends, while what was begun is still being finished.
struct ShutdownNotice: Service {
    private let readiness: Readiness
    private let streams: EventStreams

    init(_ readiness: Readiness, _ streams: EventStreams) {
        self.readiness = readiness
        self.streams = streams
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            readiness.end()
            // They have no end of their own that could be waited for.
            streams.close()
        }
    }
}
