import NIOHTTP1
public import VaultCore

/// A vault's server that is asked for one document, as a service and not as a person, with the files that it publishes for
/// whoever verifies the answer. What comes back says nothing of its truth.
public struct AskedServer: Sendable {
    private let connection: ServerConnection
    private let scope: String?

    /// Asks nobody yet.
    /// - Parameters:
    ///   - scope: for which of the service's scopes; nil where it has one.
    ///   - certificate: what the client shows.
    /// - Throws: `SERVER_WITHOUT_TLS`, `SERVER_CA_MALFORMED`.
    public init(
        _ origin: ServerOrigin, scope: String? = nil, authorities: [UInt8]? = nil,
        certificate: ClientCertificate? = nil,
        limits: ClientLimits
    ) throws(ClientError) {
        self.scope = scope
        connection = try ServerConnection(origin, authorities: authorities, certificate: certificate, limits: limits)
    }

    public var host: String { connection.origin.host }

    public func close() async { await connection.close() }

    /// The bytes behind a path that the server publishes, without a leading slash.
    /// - Throws: `SERVER_HAS_NOT`, `SERVER_DENIES`, `SERVER_ANSWER_TOO_LARGE`, and the other codes of `ClientError`.
    public func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        var request = ClientRequest.get("/\(path)")
        request.needsSession = false
        var bytes: [UInt8] = []
        do {
            try await connection.published(request, limit: limit) { bytes += $0 }
        } catch {
            throw told(error)
        }
        return bytes
    }

    /// A document by its code; the code is in the body, and in no address.
    ///
    /// - Parameter pool: where an answer is read, which may be of megabytes.
    /// - Returns: nil where the server says that it has none.
    /// - Throws: `ClientError`. Of what the server says of its own reasons no more than a code is taken over.
    ///   `RECEIPT_COMMITMENT_DIFFERS` for a record that its leaf does not commit to.
    public func document(by query: CodeQuery, in pool: any BlockingPool) async throws -> CodeAnswer? {
        var request = ClientRequest.ask("/v1/documents/by-code", query.json)
        request.needsSession = false
        if let scope { request.headers.append(("Kho-Scope", scope)) }
        let answer: ClientAnswer
        do {
            answer = try await connection.send(
                request, limit: connection.limits.maximumAnswer, seconds: connection.limits.answerSeconds)
        } catch let error as VaultError where error.code == .notFound {
            return nil
        } catch {
            throw told(error)
        }
        do {
            return try await pool.run { try CodeAnswer(try answer.json()) }
        } catch let error as VaultError where error.code == .receiptCommitment {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(.answerMalformed, ["host": host])
        }
    }

    /// The scope that the server sees the asker come for.
    ///
    /// - Returns: nil where it sees none: then everything is answered as what is not there.
    /// - Throws: `ClientError`; `SERVER_ANSWER_MALFORMED` also for what is no scope's name.
    public func grantedScope() async throws -> String? {
        var request = ClientRequest.get("/v1/actor")
        request.needsSession = false
        if let scope { request.headers.append(("Kho-Scope", scope)) }
        do {
            let answer = try await connection.send(
                request, limit: Self.maximumActor, seconds: connection.limits.answerSeconds)
            let actor = try Actor(wire: answer.json())
            guard actor.role == .service, let scope = actor.scope else { return nil }
            guard ManifestChain(audience: ManifestChain.all.audience, scope: scope) != nil else {
                throw ClientError(.answerMalformed, ["host": host])
            }
            return scope
        } catch let error as VaultError where error.code == .wireMalformed {
            throw ClientError(.answerMalformed, ["host": host])
        } catch {
            throw told(error)
        }
    }

    /// A role and a few names.
    private static let maximumActor = 16 << 10

    private func told(_ error: any Error) -> any Error {
        switch error {
        // Nobody signs in here: a service is known by its certificate, or it is not.
        case let error as ClientError where error.code == .notSignedIn: ClientError(.denied, ["host": host])
        case let error as ClientError where error.facts["host"] == nil:
            ClientError(error.code, error.facts.merging(["host": host]) { $1 })
        case is ClientError: error
        case let error as VaultError where [.accessDenied, .accessNotDeclared].contains(error.code):
            ClientError(.denied, ["host": host])
        case let error as VaultError:
            ClientError(.refused, ["host": host, "status": "?", "reason": error.code.rawValue])
        case is CancellationError: error
        // A problem of the server's with a code that stands for something else than a vault's error.
        default: ClientError(.answerMalformed, ["host": host])
        }
    }
}
