/// Where work runs that blocks a thread: hashing, validating, reading files. A bounded number of threads, none of them
/// the concurrency runtime's own.
public protocol BlockingPool: Sendable {
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
}
