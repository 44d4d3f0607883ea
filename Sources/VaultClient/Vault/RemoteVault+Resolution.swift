import CanonicalJSON
import TransparencyLog
public import VaultCore

extension RemoteVault {
    /// Lets the vault's server look for a document, in the vault and at the sources that it asks.
    ///
    /// What is found elsewhere was verified by the server against what it pinned; here its proof is followed up to the
    /// checkpoint, and of the vault's own documents also to the vault's log key.
    /// - Throws: `SERVER_CONTENT_DIFFERS` where the answer is another document's; `ACCESS_DENIED`, `ACCESS_NOT_DECLARED`,
    ///   `REFERENCE_AMBIGUOUS`, and the other codes of `ClientError` and `VaultError`.
    public func resolve(_ query: CodeQuery) async throws -> Resolution {
        let resolution: Resolution
        do {
            // Sent once: each time, others are asked too, and it is entered.
            resolution = try Resolution(try await json(.enter("/v1/resolve", query.json)))
        } catch let error as VaultError
            where [.receiptCommitment, .receiptProof, .contentDiffers, .identityMalformed].contains(error.code)
        {
            throw differs()
        }
        guard let proof = resolution.proof else { return resolution }
        guard query.means(proof.document) else { throw differs() }
        if resolution.hit?.step == 1 {
            guard proof.vault == identity.id else { throw differs() }
            _ = try LogReader(identity: identity).checkpoint(proof.proof.checkpoint)
        }
        return resolution
    }
}
