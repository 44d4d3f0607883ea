import VaultCore

/// Who asks, as far as the server knows.
enum Caller: Sendable {
    case nobody
    case person(Session)
    /// A program that showed a certificate which the vault's `roles` pin.
    case service(ServiceCaller)

    /// The word for it in the log.
    var kind: String {
        switch self {
        case .nobody: "nobody"
        case .person: "person"
        case .service: "service"
        }
    }

    var visitor: Visitor? {
        switch self {
        case .nobody: nil
        case .person(let session): .person(session.person)
        case .service(let service): .service(name: service.name, certificate: service.certificate)
        }
    }

    /// Whom its budgets are counted for; nil for nobody.
    var key: CallerKey? {
        switch self {
        case .nobody: nil
        case .person(let session): .person(session.holder)
        case .service(let service): .service(service.name)
        }
    }

    /// What was entered for this caller.
    var grants: ClaimGrants {
        switch self {
        case .nobody: ClaimGrants()
        case .person(let session): session.grants
        case .service(let service): service.grants
        }
    }

    /// What was entered for this caller with this claim.
    func grants(for claim: AccessClaim) -> AccessGrants { grants.grants(for: claim) }

    /// Under which the vault's records name him: a number, or a service's name.
    var name: String {
        switch self {
        case .nobody: ""
        case .person(let session): session.person.user.description
        case .service(let service): service.name
        }
    }
}
