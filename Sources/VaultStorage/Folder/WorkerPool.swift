import Glibc
import NIOPosix
public import VaultCore

/// The process's threads for work that blocks.
public struct WorkerPool: BlockingPool {
    /// One per process, for as long as it lives.
    public static let shared = WorkerPool()

    /// Hashing and validating keep every core busy; two more wait for disks.
    private static let waitingThreads = 2

    private let threads: NIOThreadPool

    private init() {
        threads = NIOThreadPool(numberOfThreads: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + Self.waitingThreads)
        threads.start()
    }

    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await threads.runIfActive(work)
    }
}
