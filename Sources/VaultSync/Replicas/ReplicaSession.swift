import TransparencyLog
import VaultCore

/// What one pull goes by: the vault as it was pinned, and how far the replica has come.
struct ReplicaSession: Sendable {
    let pinned: PinnedVault
    let identity: VaultIdentity
    let verifier: ManifestVerifier
    let chain: ManifestChain
    /// nil before the first head was accepted.
    var state: ReplicaState?
    /// What the heads that were accepted before this run's named as the chain's last, for manifests that are not here.
    var named: [ManifestHead.Last] = []

    init(pinned: PinnedVault, identity: VaultIdentity, chain: ManifestChain) {
        self.pinned = pinned
        self.identity = identity
        self.chain = chain
        verifier = ManifestVerifier(vault: pinned, chain: chain)
    }

    /// The size of the newest checkpoint that was accepted.
    var size: UInt64 { state.flatMap { try? Self.checkpoint($0.manifests.checkpoint).size } ?? 0 }

    /// The checkpoint of a note that was accepted; who signed it was asked then.
    static func checkpoint(_ note: [UInt8]) throws -> Checkpoint {
        try Checkpoint(parsing: SignedNote(parsing: note).text)
    }

    /// The checkpoint is by the log key in whose range of tree sizes it lies, as the vault itself says it.
    ///
    /// - Parameter isManifest: whether it is a manifest's, which was proven to be the beginning of what the newest checkpoint
    ///   signs: where that one is by a good key, a key that was compromised since does no harm below it.
    /// - Throws: `REPLICA_KEY_OUT_OF_RANGE`.
    func checkKey(of note: [UInt8], isManifest: Bool = false) throws(ReplicaError) {
        do throws(VaultError) {
            _ = try LogReader(identity: identity).checkpoint(note)
        } catch {
            let newest = state.flatMap { try? LogReader(identity: identity).checkpoint($0.manifests.checkpoint).size }
            let own = try? LogReader(identity: identity, isOfOwnLog: true).checkpoint(note).size
            if isManifest, let newest, let own, own <= newest { return }
            throw ReplicaError(.keyOutOfRange, error.facts)
        }
    }

    /// What a head named once is the chain's, also where no more than that head was taken before a process was killed.
    /// - Throws: `MANIFEST_ROLLBACK`, `MANIFEST_FORK`.
    func checkNamed(by head: ManifestHead) throws(ManifestError) {
        for named in named {
            let facts = ["sequence": String(head.last?.sequence ?? 0), "seen": String(named.sequence)]
            guard let last = head.last, last.sequence >= named.sequence else { throw ManifestError(.rollback, facts) }
            guard last.sequence > named.sequence || last.digest == named.digest else {
                throw ManifestError(.fork, facts)
            }
        }
    }

    /// What a refused key is in truth: the vault's own by its sealed `vault.json`, and not pinned any more, or not yet. That
    /// proves nobody false; nothing is accepted either way.
    /// - Parameters:
    ///   - sealed: what was refused.
    ///   - note: the checkpoint in it.
    /// - Returns: the error as it is to be told.
    func explained(_ error: ManifestError, of sealed: SealedDocument, _ note: [UInt8]?) -> any Error {
        guard error.code == .unknownKey else { return error }
        let seals = identity.seals.map(\.der)
        let isOwn =
            error.facts["key"] == "seal"
            ? (try? PinnedSeals().verify(sealed.seal, of: sealed.bytes, certificates: seals)) != nil
            : note.flatMap { try? LogReader(identity: identity).checkpoint($0) } != nil
        return isOwn ? ReplicaError(.keyNotPinned, ["vault": identity.id]) : error
    }

    /// A seal that verifies must also be in its one encoding, so that nobody changes a byte that no signature covers.
    /// - Throws: `MANIFEST_BAD_SIGNATURE`.
    func checkEncoding(of sealed: SealedDocument) throws(ManifestError) {
        guard PinnedSeals().isExact(sealed.seal, certificates: pinned.seals) else {
            throw ManifestError(.badSignature, ["reason": "encoding"])
        }
    }
}
