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
        case .person(let session): .person(session.person.user.description)
        case .service(let service): .service(service.name)
        }
    }

    /// What was entered for this caller with this claim.
    func grants(for claim: AccessClaim) -> AccessGrants {
        switch self {
        case .nobody: AccessGrants()
        case .person(let session): session.grants.grants(for: claim)
        case .service(let service): service.grants.grants(for: claim)
        }
    }
}
