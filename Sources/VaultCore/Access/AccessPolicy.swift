/// Who may do what: a table, and nothing that is not in it.
public enum AccessPolicy {
    public enum Decision: Hashable, Sendable {
        case permitted(AccessBasis)
        /// `ACCESS_DENIED`, or `ACCESS_NOT_DECLARED` where only what an officer must say is missing.
        case denied(VaultErrorCode)

        public var isPermitted: Bool { if case .permitted = self { true } else { false } }
    }

    /// What an owner does with what is his.
    private static let ofOwners: Set<AccessAction> = [
        .deposit, .replace, .revalidate, .withdraw, .describe, .history, .list, .search, .content, .evidence, .copy,
        .receipt, .links, .link, .accesses, .consents, .grantConsent, .withdrawConsent, .requestErasure, .erasures,
        .resolve,
    ]
    /// What an officer does for a dossier.
    private static let ofOfficers: Set<AccessAction> = [
        .describe, .history, .list, .search, .content, .evidence, .copy, .receipt, .readCatalogue,
    ]
    /// What an agency enters, in a dossier of its own, as its task by law: its results, and that they no longer hold.
    private static let enteredByOfficers: Set<AccessAction> = [
        .deposit, .replace, .withdraw, .link, .issueCodes,
    ]
    /// What an agency asks of others, as its task by law: what an owner consented to here binds nobody there.
    private static let askedByOfficers: Set<AccessAction> = [.resolve]
    private static let ofCertifiers: Set<AccessAction> = [.describe, .history, .content, .evidence, .copy, .receipt]
    private static let ofAuditors: Set<AccessAction> = [.accesses, .check, .history, .consents, .erasures]
    private static let ofOperators: Set<AccessAction> = [
        .revalidate, .expire, .describe, .check, .issueCodes, .issueManifest, .readManifest, .rotateKeys, .consents,
        .answerConsent, .requestErasure, .erasures, .webhooks,
    ]
    /// What a service does in its scope, and with one document that is in it.
    private static let ofServices: Set<AccessAction> = [.readManifest, .readCatalogue, .readEvents]
    private static let ofServicesByDocument: Set<AccessAction> = [.describe, .content]
    private static let ofApprovers: Set<AccessAction> = [.approveErasure, .erasures]

    /// - Returns: what it rests on, or why not.
    public static func decide(
        _ actor: Actor, _ action: AccessAction, _ claim: AccessClaim, _ facts: AccessFacts
    ) -> Decision {
        switch actor.role {
        // A vault of one person: he is the owner, and keeps it. What is another's approval is proved by a signature.
        case .owner where actor.isSole: .permitted(.owner)
        case .owner: ofOwners.contains(action) && facts.isOwn ? .permitted(.owner) : .denied(.accessDenied)
        case .officer: officer(actor, action, claim, facts)
        case .certifier:
            if action == .certify {
                .permitted(.duty)
            } else {
                duty(ofCertifiers.contains(action) && facts.isNamed && facts.isCertifiedCopy && !facts.isPending)
            }
        case .service:
            duty(
                facts.isInScope
                    && (ofServices.contains(action)
                        || ofServicesByDocument.contains(action) && facts.isNamed && !facts.isPending)
            )
        case .auditor: duty(ofAuditors.contains(action))
        case .operator: duty(ofOperators.contains(action) || action == .list && facts.isDue)
        case .approver: duty(ofApprovers.contains(action))
        }
    }

    private static func duty(_ isPermitted: Bool) -> Decision {
        isPermitted ? .permitted(.duty) : .denied(.accessDenied)
    }

    private static func officer(
        _ actor: Actor, _ action: AccessAction, _ claim: AccessClaim, _ facts: AccessFacts
    ) -> Decision {
        let reads = ofOfficers.contains(action)
        guard
            reads || enteredByOfficers.contains(action) || askedByOfficers.contains(action) || action == .requestErasure
        else { return .denied(.accessDenied) }
        // Asked before anything of the document counts: that he forgot to say something tells nobody what there is.
        guard let dossier = claim.dossier, claim.purpose != nil, let basis = claim.basis else {
            return .denied(.accessNotDeclared)
        }
        // Whatever the basis, it is a dossier of his own agency that he works on.
        guard facts.isNamed, !facts.isPending, let agency = actor.agency, agency.contains(dossier.agency) else {
            return .denied(.accessDenied)
        }
        switch basis {
        case .legalTask: return .permitted(.legalTask)
        // An owner consents to being read.
        case .consent where reads: return facts.hasConsent ? .permitted(.consent) : .denied(.accessDenied)
        case .consent, .owner, .duty: return .denied(.accessDenied)
        }
    }
}
