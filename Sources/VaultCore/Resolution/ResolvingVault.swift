/// A vault as whoever acts on it looks for a document here and elsewhere (Circular 01/2023): what it decides, what it has
/// itself, whom it asks, and what it remembers of them.
public protocol ResolvingVault: Sendable {
    /// Lets the actor look; entered before anybody is asked.
    /// - Throws: `ACCESS_DENIED`, `ACCESS_NOT_DECLARED`, `ACCESS_NOT_RECORDED`.
    func beginResolution(of query: CodeQuery) async throws

    /// Step 1: what the vault has itself and the actor may know of.
    /// - Throws: `REFERENCE_AMBIGUOUS` where several documents have the code, in different schemes.
    func ownFinding(of query: CodeQuery) async throws -> OwnFinding

    /// Whether the actor may be told of what another vault has.
    func mayLearn(of document: DocumentDescription) async throws -> Bool

    /// Enters what came of it, before the actor is told.
    /// - Throws: as `beginResolution(of:)`.
    func enter(_ resolution: AccessResolution, of query: CodeQuery) async throws

    /// Who is asked, as the vault's file says now.
    /// - Throws: `SOURCES_MALFORMED`.
    func sources() async throws -> ResolutionSources

    /// What was seen of another vault's log; nil where nothing was.
    func seen(_ vault: String) async throws -> SeenVault?

    /// Keeps what was seen, durably, where what it continues is still all that is known: otherwise of two who are told two
    /// stories at the same time neither would notice.
    ///
    /// - Parameter known: what it was held against; nil where nothing was known.
    /// - Returns: nil where it is kept; what another search has kept meanwhile, where there is such.
    func remember(_ seen: SeenVault, after known: SeenVault?) async throws -> SeenVault?
}

/// What a vault has itself of what is looked for.
public enum OwnFinding: Sendable {
    case none
    case found(ResolutionProof)
    case ended(DocumentEvent.Kind)
}

/// Where a vault keeps whom it asks, and what it saw of them; each call may block.
public protocol SourceShelf: Sendable {
    /// - Throws: `SOURCES_MALFORMED`.
    func sources() throws -> ResolutionSources
    func seen(_ vault: String) throws -> SeenVault?
    /// As `ResolvingVault.remember(_:after:)`.
    func remember(_ seen: SeenVault, after known: SeenVault?) throws -> SeenVault?
}
