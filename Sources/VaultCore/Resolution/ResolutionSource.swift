/// A vault that another one asks for a document that it does not have itself.
public struct ResolutionSource: Hashable, Sendable {
    /// How the two are connected; it says which step of the legal order it is asked in (Circular 01/2023).
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case bilateral
        /// The national portal.
        case portal

        /// 1 is the vault's own.
        public var step: Int { self == .bilateral ? 2 : 3 }
    }

    public let kind: Kind
    /// Under which it stands in results and in the journal of accesses.
    public let name: String
    public let server: ServerOrigin
    /// The vault's id, which must be pinned in `certs/vaults/`.
    public let vault: String
    /// For which of its scopes it is asked; nil where it has one for the asker.
    public let scope: String?
    /// What is shown there: PEM files, as the vault's file names them; nil where nothing is.
    public let certificate: String?
    public let key: String?
    /// Whose certificate its server must have: a PEM file; nil for the system's own authorities.
    public let authorities: String?
}
