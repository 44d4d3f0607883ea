import Signatures

/// One person or organisation: the identifier that somebody named, and all that are linked with it.
public struct OwnerIdentity: Hashable, Sendable {
    /// As named.
    public let owner: Owner
    /// All of them, `owner` among them.
    public let identifiers: Set<Owner>

    /// Nobody has more numbers: two of each kind, and room. It bounds every search along links.
    public static let maximumIdentifiers = 32

    /// - Parameter linked: the others.
    public init(_ owner: Owner, linked: some Sequence<Owner> = []) {
        self.owner = owner
        identifiers = Set(linked).union([owner])
    }

    /// The numbers of one scheme; several where papers were renewed.
    func numbers(_ scheme: IdentifierScheme) -> Set<Owner> { identifiers.filter { $0.known == scheme } }

    /// Whether somebody with both sets of numbers could be one: nobody has two personal numbers that are given once and
    /// for life, or two tax codes.
    public func canBe(_ other: OwnerIdentity) -> Bool {
        let all = identifiers.union(other.identifiers)
        guard all.count <= Self.maximumIdentifiers else { return false }
        return Set(all.map(\.known?.isPersonal)).count == 1
            && IdentifierScheme.allCases.filter(\.isUnique).allSatisfy { scheme in
                all.count { $0.known == scheme } <= 1
            }
    }
}

extension IdentifierScheme {
    /// Whether one has at most one such number in a lifetime (domain.md 2.3). Passports and nine-digit numbers were
    /// given anew, and one organisation has several agency codes over the years.
    fileprivate var isUnique: Bool {
        switch self {
        case .citizen, .socialInsurance, .taxCode: true
        case .formerCitizen, .passport, .personal, .personalPaper, .foreignTaxCode, .budgetCode: false
        }
    }
}
