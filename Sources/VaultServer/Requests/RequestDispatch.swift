import HTTPTypes
import Hummingbird
import VaultCore

/// Leads each route to its handler.
struct RequestDispatch: Sendable {
    let published: PublishedHandler
    let health: HealthHandler
    /// nil where no vault stands behind the server: then there is nothing but what is published.
    let api: Handlers?

    /// nil where the server tells nobody of what is new.
    let events: EventHandler?

    /// What a vault answers, by area.
    struct Handlers: Sendable {
        let login: LoginHandler
        let documents: DocumentHandler
        let uploads: UploadHandler
        let vault: VaultHandler
        let consents: ConsentHandler
        let erasures: ErasureHandler
        let sync: SyncHandler
        /// nil where nobody pushes.
        let replicas: ReplicaHandler?
        /// nil where the guidance's paths are not offered.
        let guidance: GuidanceHandler?
    }

    /// Whether there is anything behind a route here; what is not offered is as if it were no route at all.
    func offers(_ route: Route) -> Bool {
        switch route {
        case .guidance: api?.guidance != nil
        case .replicas: api?.replicas != nil
        default: true
        }
    }

    func answer(_ route: Route, _ request: IncomingRequest) async throws -> Response {
        switch route {
        case .item(.manifest(let file)) where !file.isPublic: return try await handlers.sync.answer(file, request)
        case .item(let item): return try await published.answer(item, request)
        case .description:
            return PublishedHandler.response(OpenAPIDescription.file, Representation(of: route), request)
        case .health, .readiness: return try await answer(route, watching: request.method)
        case .login(let route): return try await handlers.login.answer(route, request)
        case .documents(let route): return try await handlers.documents.answer(route, request)
        case .uploads(let route): return try await handlers.uploads.answer(route, request)
        case .vault(let route): return try await handlers.vault.answer(route, request)
        case .consents(let route): return try await handlers.consents.answer(route, request)
        case .erasures(let route): return try await handlers.erasures.answer(route, request)
        case .sync(let route): return try await handlers.sync.answer(route, request)
        case .replicas(let route):
            guard let replicas = try handlers.replicas else { throw Problem(.notFound) }
            return try await replicas.answer(route, request)
        case .guidance(let route):
            guard let guidance = try handlers.guidance else { throw Problem(.notFound) }
            return try await guidance.answer(route, request)
        case .events:
            guard let events else { throw Problem(.notFound) }
            return try await events.answer(request)
        }
    }

    /// Answers whoever watches, without regard to budgets.
    func answer(_ route: Route, watching method: HTTPRequest.Method) async throws -> Response {
        guard route.methods.contains(method) else { throw Problem.methodNotAllowed(route.methods) }
        return route == .health ? health.health() : await health.ready()
    }

    private var handlers: Handlers {
        get throws(Problem) {
            guard let api else { throw Problem(.notFound) }
            return api
        }
    }
}
