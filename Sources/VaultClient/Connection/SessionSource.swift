/// Where the token of whoever is signed in comes from.
public protocol SessionSource: Sendable {
    /// - Returns: nil where nobody is signed in and nobody can be without being asked.
    func token(_ connection: ServerConnection) async throws -> String?

    /// Another one in the place of one that the server does not take any more.
    func token(_ connection: ServerConnection, insteadOf refused: String?) async throws -> String?
}

/// A token that is there already.
public struct GivenSession: SessionSource {
    private let text: String?

    public init(_ token: String?) { text = token }

    public func token(_ connection: ServerConnection) async throws -> String? { text }

    public func token(_ connection: ServerConnection, insteadOf refused: String?) async throws -> String? { nil }
}
