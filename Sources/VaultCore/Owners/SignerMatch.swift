public import Signatures

/// How a signature's certificate stands to an owner. The one comparator: nothing else decides whose file it is.
///
/// Numbers alone count, byte for byte, each within its scheme; names, titles and organisations' names never do. Whatever
/// could be read in two ways is `unknown`, since a file in the wrong person's space is worse than one that is refused.
/// Whether the certificate is to be believed at all is not asked here, but in `Admission`.
public enum SignerMatch: String, Sendable, Hashable, CaseIterable {
    /// The owner's own certificate: it names this person, and no organisation.
    case owner
    /// The owner is an organisation, and this is its seal: the certificate names it, and no person.
    case organisationSeal = "organisation-seal"
    /// The owner is an organisation, and the certificate names a person there.
    case employeeOfOwner = "employee-of-owner"
    /// The owner is a person, who signed with a certificate for an organisation: what one signs in office belongs to
    /// the office, and does not enter one's own space.
    case ownerForOrganisation = "owner-for-organisation"
    /// Somebody else, a person or an organisation.
    case anotherPerson = "another-person"
    /// Nobody can say: no numbers, or doubtful ones, or none that can be compared with the owner's.
    case unknown

    /// - Parameter owner: with all numbers that are linked with it: a certificate under a citizen's former number is
    ///   the citizen's.
    public init(_ signer: SignerReport, owner: OwnerIdentity) {
        guard let party = SignerParty(signer), let scheme = owner.owner.known else {
            self = .unknown
            return
        }
        self =
            scheme.isPersonal
            ? Self.compare(party, withPerson: owner) : Self.compare(party, withOrganisation: owner)
    }

    public init(_ signer: SignerReport, owner: Owner) { self.init(signer, owner: OwnerIdentity(owner)) }

    /// Whether a file so signed may enter the owner's space as his own (category 7).
    public var isOwners: Bool {
        switch self {
        case .owner, .organisationSeal, .employeeOfOwner: true
        case .ownerForOrganisation, .anotherPerson, .unknown: false
        }
    }

    private static func compare(_ party: SignerParty, withPerson owner: OwnerIdentity) -> SignerMatch {
        if party.person.isEmpty { return .anotherPerson }
        return match(party.person, owner, is: party.organisation.isEmpty ? .owner : .ownerForOrganisation)
    }

    private static func compare(_ party: SignerParty, withOrganisation owner: OwnerIdentity) -> SignerMatch {
        if party.organisation.isEmpty { return .anotherPerson }
        return match(party.organisation, owner, is: party.person.isEmpty ? .organisationSeal : .employeeOfOwner)
    }

    /// Compares scheme by scheme. Where one number is the owner's and another of a scheme that the owner has is not,
    /// certificate and links contradict each other, and nobody can say.
    private static func match(
        _ numbers: [IdentifierScheme: Owner], _ owner: OwnerIdentity, is match: SignerMatch
    ) -> SignerMatch {
        var isOwners = false
        var isAnothers = false
        for (scheme, number) in numbers {
            let known = owner.numbers(scheme)
            if known.contains(number) { isOwners = true } else if !known.isEmpty { isAnothers = true }
        }
        return switch (isOwners, isAnothers) {
        case (true, false): match
        case (false, true): .anotherPerson
        case (true, true), (false, false): .unknown
        }
    }
}
