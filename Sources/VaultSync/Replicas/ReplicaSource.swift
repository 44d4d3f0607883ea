/// Where a replica gets its bytes from: a vault's server, or what a vault pushed. Nothing of it is believed.
public protocol ReplicaSource: Sendable {
    /// Whether everything that the vault publishes must be there. Of a push there may be a part.
    var isWhole: Bool { get }

    /// The bytes behind a path as servers have it, without a leading slash.
    /// - Throws: `ReplicaSourceError`.
    func bytes(of path: String, limit: Int) async throws -> [UInt8]

    /// The same, piece by piece.
    /// - Throws: `ReplicaSourceError`; what `piece` throws.
    func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws
}

/// Why a source gave nothing.
public struct ReplicaSourceError: Error, Hashable, Sendable {
    public enum Reason: String, Hashable, Sendable {
        /// There is no such thing.
        case absent
        /// It is for others.
        case denied
        /// More came than what was asked for can have.
        case tooLarge
        /// Nobody answered, or not to the end: to be tried again.
        case unreachable
    }

    public let reason: Reason
    /// A stable code for people, and its facts.
    public let code: String
    public let facts: [String: String]

    public init(_ reason: Reason, code: String, facts: [String: String] = [:]) {
        self.reason = reason
        self.code = code
        self.facts = facts
    }
}
