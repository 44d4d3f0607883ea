import ServiceLifecycle
import VaultCore

/// Takes away uploads that nobody goes on with, also where nobody begins another.
struct UploadExpiry: Service {
    private let uploads: UploadStore<CallerKey>

    /// Short against the time that an upload may rest.
    private static let pause = Duration.seconds(60)

    init(_ uploads: UploadStore<CallerKey>) { self.uploads = uploads }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: Self.pause)
                await uploads.expire()
            }
        }
    }
}
