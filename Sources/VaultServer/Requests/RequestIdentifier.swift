import PKI
import Synchronization

/// Names a request in the log and to its client, who can tell it to the operator; says nothing of either.
struct RequestIdentifier: Sendable {
    let text: String

    init() { text = Self.supply.next() }

    private static let byteCount = 8
    private static let supply = Supply()

    /// Random bytes, got for many requests at once.
    private final class Supply: Sendable {
        private static let requests = 512
        private let bytes = Mutex<ArraySlice<UInt8>>([])

        func next() -> String {
            bytes.withLock { bytes in
                if bytes.isEmpty { bytes = SecureRandom.bytes(byteCount * Self.requests)[...] }
                defer { bytes = bytes.dropFirst(byteCount) }
                return Array(bytes.prefix(byteCount)).hexadecimal
            }
        }
    }
}
