public import VaultClient

/// A vault's server as the source of a replica.
public struct ServerSource: ReplicaSource {
    private let published: PublishedSource

    public init(_ published: PublishedSource) { self.published = published }

    public var isWhole: Bool { true }

    public func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        do {
            return try await published.bytes(of: path, limit: limit)
        } catch let error as ClientError {
            throw ReplicaSourceError(error)
        }
    }

    public func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        do {
            try await published.read(path, limit: limit, piece)
        } catch let error as ClientError {
            throw ReplicaSourceError(error)
        }
    }
}

extension ReplicaSourceError {
    init(_ error: ClientError) {
        let reason: Reason =
            switch error.code {
            case .absent: .absent
            case .denied, .notSignedIn: .denied
            case .answerTooLarge: .tooLarge
            default: .unreachable
            }
        self.init(reason, code: error.code.rawValue, facts: error.facts)
    }
}
