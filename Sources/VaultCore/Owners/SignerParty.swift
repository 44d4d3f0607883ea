import Signatures

/// The one person, the one organisation, or the one person at one organisation, that a certificate names.
struct SignerParty: Hashable {
    /// The person's numbers, one for each scheme; none for an organisation's seal.
    let person: [IdentifierScheme: Owner]
    /// The organisation's numbers likewise; none for a person's own certificate.
    let organisation: [IdentifierScheme: Owner]

    /// - Returns: nil where the certificate names nobody, or where it cannot be said whom: a number that is not in the
    ///   form of its scheme, or two different numbers of one scheme.
    init?(_ signer: SignerReport) {
        guard !signer.hasDoubtfulIdentifiers, !signer.identifiers.isEmpty else { return nil }
        var person: [IdentifierScheme: Owner] = [:]
        var organisation: [IdentifierScheme: Owner] = [:]
        for identifier in signer.identifiers {
            guard let number = try? Owner(identifier), let scheme = number.known else { return nil }
            let other =
                scheme.isPersonal
                ? person.updateValue(number, forKey: scheme) : organisation.updateValue(number, forKey: scheme)
            guard other == nil || other == number else { return nil }
        }
        self.person = person
        self.organisation = organisation
    }

    /// All of its numbers, as they stand in the certificate.
    var identifiers: [String] { (Array(person.values) + organisation.values).map(\.description) }
}
