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

    public init(_ signer: SignerReport, owner: Owner) {
        guard let party = SignerParty(signer), let scheme = owner.known else {
            self = .unknown
            return
        }
        self =
            scheme.isPersonal
            ? Self.compare(party, withPerson: owner, scheme) : Self.compare(party, withOrganisation: owner, scheme)
    }

    /// Whether a file so signed may enter the owner's space as his own (category 7).
    public var isOwners: Bool {
        switch self {
        case .owner, .organisationSeal, .employeeOfOwner: true
        case .ownerForOrganisation, .anotherPerson, .unknown: false
        }
    }

    private static func compare(
        _ party: SignerParty, withPerson owner: Owner, _ scheme: IdentifierScheme
    ) -> SignerMatch {
        if party.person.isEmpty { return .anotherPerson }
        guard let number = party.person[scheme] else { return .unknown }
        guard number == owner else { return .anotherPerson }
        return party.organisation.isEmpty ? .owner : .ownerForOrganisation
    }

    private static func compare(
        _ party: SignerParty, withOrganisation owner: Owner, _ scheme: IdentifierScheme
    ) -> SignerMatch {
        if party.organisation.isEmpty { return .anotherPerson }
        guard let number = party.organisation[scheme] else { return .unknown }
        guard number == owner else { return .anotherPerson }
        return party.person.isEmpty ? .organisationSeal : .employeeOfOwner
    }
}
