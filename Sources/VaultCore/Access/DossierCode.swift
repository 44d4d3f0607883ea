/// The code of a dossier in the form that kho gives out: `H37.01-261124-0001`.
///
/// Strict, unlike the codes of documents: an officer's access rests on it, and the agency in it must be read without
/// doubt.
public struct DossierCode: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    /// The agency that received the dossier.
    public let agency: AgencyCode

    /// - Throws: `DOSSIER_CODE_MALFORMED`.
    public init(_ text: String) throws(VaultError) {
        guard let parts = CodeText.parts(of: text, .dossier), parts.prefix.count == 2,
            let agency = try? AgencyCode(parts.prefix[0]), (try? DossierDay(parts.prefix[1])) != nil
        else { throw VaultError(.dossierCodeMalformed) }
        self.text = text
        self.agency = agency
    }

    public var description: String { text }
}
