import VaultCore

/// What one server publishes, file by file, each bounded in time and size. What comes back says nothing of its truth:
/// whoever asked verifies it.
///
/// For example:
///
///     let source = try PublishedSource(address: "https://kho.example.vn")
///     let head = try await source.bytes(of: "v1/manifests/all/head.json", limit: 1 << 20)
///     await source.close()
public final class PublishedSource: Sendable {
    /// Where it is, without a slash at its end: the server, and for what is published below one the path to it.
    public let address: String
    private let path: String
    private let scope: String?
    let connection: ServerConnection

    /// Asks nobody yet.
    /// - Parameters:
    ///   - authorities: PEM, in the place of the system's own.
    ///   - certificate: what the client shows.
    ///   - scope: for which of its scopes a service comes; nil for one that has a single one, and for everybody else.
    /// - Throws: `SERVER_ORIGIN_MALFORMED`, `SERVER_WITHOUT_TLS`, `SERVER_CA_MALFORMED`.
    public init(
        address: String, authorities: [UInt8]? = nil, certificate: ClientCertificate? = nil,
        scope: String? = nil, limits: ClientLimits = ClientLimits()
    ) throws {
        let (origin, path) = try Self.parts(address)
        self.path = path
        self.scope = scope
        self.address = origin.text + path
        connection = try ServerConnection(origin, authorities: authorities, certificate: certificate, limits: limits)
    }

    /// Of an address.
    private static let maximumLength = 1024

    /// Splits an address behind its host: what follows is plain names alone, so that it has one spelling.
    private static func parts(_ address: String) throws(VaultError) -> (ServerOrigin, String) {
        guard address.utf8.count <= maximumLength, let scheme = address.firstRange(of: "://") else {
            throw VaultError(.serverOriginMalformed)
        }
        let rest = address[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return (try ServerOrigin(address), "") }
        var names = rest[slash...].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if names.last?.isEmpty == true { names.removeLast() }
        let isPlain = names.allSatisfy { name in
            !name.isEmpty && name.first != "."
                && name.utf8.allSatisfy { byte in
                    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                        || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(byte)
                }
        }
        guard isPlain else { throw VaultError(.serverOriginMalformed) }
        return (try ServerOrigin(String(address[..<slash])), names.map { "/\($0)" }.joined())
    }

    public func close() async { await connection.close() }

    public var host: String { connection.origin.host }

    /// The bytes behind a path below the address.
    /// - Throws: `ClientError`: `SERVER_HAS_NOT`, `SERVER_DENIES`, `SERVER_ANSWER_TOO_LARGE` …
    public func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(path, limit: limit) { bytes += $0 }
        return bytes
    }

    /// The same, piece by piece.
    /// - Throws: `ClientError`, what `take` throws.
    public func read(_ path: String, limit: Int, _ take: ([UInt8]) async throws -> Void) async throws {
        try await connection.published(request(path), limit: limit, take)
    }

    func request(_ path: String) -> ClientRequest {
        var request = ClientRequest.get("\(self.path)/\(path)")
        request.needsSession = false
        if let scope { request.headers.append(("Kho-Scope", scope)) }
        return request
    }
}
