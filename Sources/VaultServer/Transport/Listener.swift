import NIOCore
import ServiceLifecycle

/// What listens at a port: where it cannot, it says at which.
struct Listener: Service {
    private let service: any Service
    private let host: String
    private let port: Int

    init(_ service: any Service, host: String, port: Int) {
        self.service = service
        self.host = host
        self.port = port
    }

    /// - Throws: `CANNOT_LISTEN`.
    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw ServerError(
                .cannotListen, ["host": host, "port": String(port), "cause": String(error.errnoCode)])
        }
    }
}
