import PKI
import Testing
import VaultCore

/// Every role by every action, under every condition, held against a table of its own that says when an action is
/// permitted; what the table does not name is denied.
@Suite("Who may do what")
struct AccessMatrixTests {
    /// When an action is permitted to a role.
    private enum When {
        case always
        /// His own, under any of his numbers.
        case own
        /// One document or owner is named, nothing pending, with dossier, purpose and basis; consent counts as a basis.
        case onDossier
        /// The same by law alone.
        case onDossierByLaw
        /// A certified copy that is named.
        case certifiedCopy
        /// A list of what is due.
        case due
        case inScope
        /// A document that is named, not pending, and in the scope.
        case documentInScope
    }

    private static let table: [AccessRole: [AccessAction: When]] = [
        .owner: [
            .deposit: .own, .replace: .own, .revalidate: .own, .withdraw: .own, .describe: .own, .history: .own,
            .list: .own, .search: .own, .content: .own, .evidence: .own, .copy: .own, .receipt: .own, .links: .own,
            .link: .own, .accesses: .own, .consents: .own, .grantConsent: .own, .withdrawConsent: .own,
            .requestErasure: .own, .erasures: .own, .resolve: .own,
        ],
        .officer: [
            .describe: .onDossier, .history: .onDossier, .list: .onDossier, .search: .onDossier,
            .content: .onDossier, .evidence: .onDossier, .copy: .onDossier, .receipt: .onDossier,
            .readCatalogue: .onDossier, .deposit: .onDossierByLaw, .replace: .onDossierByLaw,
            .withdraw: .onDossierByLaw,
            .requestErasure: .onDossierByLaw, .link: .onDossierByLaw, .issueCodes: .onDossierByLaw,
            .resolve: .onDossierByLaw,
        ],
        .certifier: [
            .certify: .always, .describe: .certifiedCopy, .history: .certifiedCopy, .content: .certifiedCopy,
            .evidence: .certifiedCopy, .copy: .certifiedCopy, .receipt: .certifiedCopy,
        ],
        .service: [
            .readManifest: .inScope, .readCatalogue: .inScope, .readEvents: .inScope, .describe: .documentInScope,
            .content: .documentInScope,
        ],
        .auditor: [
            .accesses: .always, .check: .always, .history: .always, .consents: .always, .erasures: .always,
        ],
        .operator: [
            .revalidate: .always, .expire: .always, .describe: .always, .check: .always, .issueCodes: .always,
            .issueManifest: .always, .readManifest: .always, .rotateKeys: .always, .consents: .always,
            .answerConsent: .always, .requestErasure: .always, .erasures: .always, .webhooks: .always, .list: .due,
        ],
        .approver: [.approveErasure: .always, .erasures: .always],
    ]

    private struct Condition {
        let facts: AccessFacts
        let claim: AccessClaim
        let agency: AgencyCode?
    }

    /// Every combination of what a decision may rest on.
    /// - Parameter isOfficers: else what only officers declare is either not said at all, or said in full.
    private static func conditions(isOfficers: Bool) throws -> [Condition] {
        let purpose = try AccessPurpose("1.001193")
        let dossiers: [DossierCode?] = [
            nil, try DossierCode("H37.01-261124-0001"), try DossierCode("H37-261124-0001"),
            try DossierCode("H38-261124-0001"),
        ]
        let bases: [AccessBasis?] = isOfficers ? [nil] + AccessBasis.allCases : [nil, .legalTask]
        var all: [Condition] = []
        for bits in 0..<128 {
            func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
            let facts = AccessFacts(
                isOwn: bit(0), isNamed: bit(1), isPending: bit(2), isCertifiedCopy: bit(3), isDue: bit(4),
                hasConsent: bit(5), isInScope: bit(6))
            for dossier in dossiers {
                for basis in bases where isOfficers || (dossier == nil) == (basis == nil) {
                    for asked in [nil, purpose] where isOfficers || (dossier == nil) == (asked == nil) {
                        for agency in [nil, "H37", "H37.01"] {
                            all.append(
                                Condition(
                                    facts: facts,
                                    claim: AccessClaim(dossier: dossier, purpose: asked, basis: basis),
                                    agency: try agency.map { try AgencyCode($0) }))
                        }
                    }
                }
            }
        }
        return all
    }

    private static func expected(_ when: When?, _ condition: Condition) -> Bool {
        let facts = condition.facts
        let isAtWork =
            facts.isNamed && !facts.isPending && condition.claim.purpose != nil
            && {
                switch (condition.agency?.text, condition.claim.dossier?.text) {
                case ("H37", "H37.01-261124-0001"), ("H37", "H37-261124-0001"), ("H37.01", "H37.01-261124-0001"): true
                default: false
                }
            }()
        return switch when {
        case nil: false
        case .always: true
        case .own: facts.isOwn
        case .onDossierByLaw: isAtWork && condition.claim.basis == .legalTask
        case .onDossier:
            isAtWork
                && (condition.claim.basis == .legalTask || condition.claim.basis == .consent && facts.hasConsent)
        case .certifiedCopy: facts.isNamed && facts.isCertifiedCopy && !facts.isPending
        case .due: facts.isDue
        case .inScope: facts.isInScope
        case .documentInScope: facts.isInScope && facts.isNamed && !facts.isPending
        }
    }

    @Test("each role by each action under each condition: what the table does not permit is denied")
    func matrix() throws {
        for role in AccessRole.allCases {
            let conditions = try Self.conditions(isOfficers: role == .officer)
            for action in AccessAction.allCases {
                let when = Self.table[role]?[action]
                let wrong = conditions.filter { condition in
                    let actor = Actor(role: role, agency: condition.agency, entrance: "test")
                    let decision = AccessPolicy.decide(actor, action, condition.claim, condition.facts)
                    return decision.isPermitted != Self.expected(when, condition)
                }
                #expect(wrong.isEmpty, "\(role) \(action): \(wrong.count) conditions, \(wrong.first.debugDescription)")
            }
        }
    }

    /// One who has every role, by a vault with people at its terminals and by one without.
    @Test(
        "whoever comes over the network may what the table permits to his role, and no more",
        arguments: ["", "local lan CCCD:001200000001\n"])
    func visitors(_ local: String) throws {
        let number = "CCCD:001200000001"
        let pinned = Digest.sha256(of: [1])
        let lines =
            ["officer \(number) of H37", "officer \(number) of H37.01"]
            + ["certifier", "auditor", "operator", "approver"].map { "\($0) \(number)" }
            + ["service may tax", "client may \(pinned)"]
        let roles = try Roles(parsing: lines.joined(separator: "\n") + "\n" + local).access
        let person = SignedInPerson(
            user: try Owner(number), numbers: [try Owner(number)], isOwner: true, certificate: pinned,
            validUntil: .now())
        for role in AccessRole.allCases {
            for visitor in [Visitor.person(person), .service(name: "may", certificate: pinned)] {
                let isService = if case .service = visitor { true } else { false }
                var conditions = try Self.conditions(isOfficers: role == .officer).filter { $0.agency == nil }
                conditions = conditions.map {
                    var claim = $0.claim
                    claim.role = role
                    claim.visitor = visitor
                    return Condition(facts: $0.facts, claim: claim, agency: nil)
                }
                guard (role == .service) == isService else {
                    #expect(throws: VaultError(.accessDenied, ["role": role.rawValue])) {
                        try roles.actor(conditions[0].claim)
                    }
                    continue
                }
                for action in AccessAction.allCases {
                    let wrong = try conditions.filter { condition in
                        let actor = try roles.actor(condition.claim)
                        let expected = Self.expected(
                            Self.table[role]?[action],
                            Condition(facts: condition.facts, claim: condition.claim, agency: actor.agency))
                        let decision = AccessPolicy.decide(actor, action, condition.claim, condition.facts)
                        return actor.isSole || decision.isPermitted != expected
                    }
                    #expect(wrong.isEmpty, "\(role) \(action): \(wrong.count), \(wrong.first.debugDescription)")
                }
            }
        }
    }

    @Test("the basis that is entered is the one that the access rests on")
    func bases() throws {
        let claim = AccessClaim(
            dossier: try DossierCode("H37.01-261124-0001"), purpose: try AccessPurpose("1.001193"), basis: .consent)
        let officer = Actor(role: .officer, agency: try AgencyCode("H37.01"), entrance: "test")
        let facts = AccessFacts(isNamed: true, hasConsent: true)
        #expect(AccessPolicy.decide(officer, .content, claim, facts) == .permitted(.consent))
        var byLaw = claim
        byLaw.basis = .legalTask
        #expect(AccessPolicy.decide(officer, .content, byLaw, facts) == .permitted(.legalTask))
        byLaw.purpose = nil
        #expect(AccessPolicy.decide(officer, .content, byLaw, facts) == .denied(.accessNotDeclared))
        let owner = Actor(role: .owner, entrance: "test")
        #expect(AccessPolicy.decide(owner, .content, AccessClaim(), AccessFacts(isOwn: true)) == .permitted(.owner))
    }

    @Test("the only user of a vault may do as its owner whatever there is to do, and in other roles what they may")
    func soleUser() {
        for action in AccessAction.allCases {
            let owner = Actor(role: .owner, entrance: "test", isSole: true)
            #expect(AccessPolicy.decide(owner, action, AccessClaim(), AccessFacts()) == .permitted(.owner))
            let auditor = Actor(role: .auditor, entrance: "test", isSole: true)
            let isAuditors = Self.table[.auditor]?[action] != nil
            #expect(AccessPolicy.decide(auditor, action, AccessClaim(), AccessFacts()).isPermitted == isAuditors)
        }
    }
}
