/// The seven categories of data in a vault (Decree 45/2020 art. 16(3), Circular 01/2023 art. 24(2)).
public enum Category: Int, Hashable, Sendable, CaseIterable {
    /// Who the owner is.
    case ownerIdentity = 1
    /// Dossiers received and processed.
    case dossier = 2
    /// Progress, history, contents and working files of a dossier.
    case progress = 3
    /// An electronic result of a procedure.
    case result = 4
    /// A certified electronic copy.
    case certifiedCopy = 5
    /// Other metadata of digitised papers and results.
    case digitised = 6
    /// Files with a digital signature that their owner deposits.
    case ownFile = 7

    /// - Throws: `CATEGORY_UNKNOWN`.
    public init(number: Int) throws(VaultError) {
        guard let category = Category(rawValue: number) else {
            throw VaultError(.categoryUnknown, ["category": String(number)])
        }
        self = category
    }
}
