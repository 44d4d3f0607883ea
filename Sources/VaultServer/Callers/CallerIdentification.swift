import HTTPTypes
import PKI

/// Finds out who asks.
struct CallerIdentification: Sendable {
    let sessions: SessionStore
    /// nil where no authority of services was named: then no certificate makes anybody a service.
    let services: ServiceIdentification?

    /// - Throws: `SIGN_IN_NEEDED` for a token that is none, or none any more; `SERVICE_CERTIFICATE_REFUSED` with the reason;
    ///   `TWO_IDENTITIES`.
    func caller(_ headers: HTTPFields, _ connection: ConnectionContext) async throws -> Caller {
        var service: ServiceCaller?
        if let services, let certificate = await connection.certificate {
            switch try await services.service(of: certificate) {
            case .service(let found): service = found
            case .none: break
            case .refused(let reason): throw Problem(.serviceCertificate, ["reason": reason.rawValue])
            }
        }
        guard let authorization = headers[.authorization] else { return service.map(Caller.service) ?? .nobody }
        guard service == nil else { throw Problem(.twoIdentities) }
        guard let token = Self.token(authorization), let session = sessions.session(of: token) else {
            throw Problem(.signInNeeded)
        }
        return .person(session)
    }

    /// Whether the same connection with the same words would still be his: his certificate is neither over nor revoked, and is
    /// still pinned; his session has not ended.
    func isStill(_ caller: Caller, _ headers: HTTPFields, _ connection: ConnectionContext) async -> Bool {
        guard let now = try? await self.caller(headers, connection) else { return false }
        return now.visitor == caller.visitor
    }

    /// `Bearer` and 64 lower-case hexadecimal digits (RFC 6750 section 2.1).
    private static func token(_ header: String) -> [UInt8]? {
        let parts = header.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count == 64 else { return nil }
        return [UInt8](hexadecimal: Array(parts[1].utf8))
    }
}
