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
    /// - Throws: `REPLICA_KEY_OUT_OF_RANGE`.
    func checkKey(of note: [UInt8]) throws(ReplicaError) {
        do throws(VaultError) {
            _ = try LogReader(identity: identity).checkpoint(note)
        } catch {
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

    /// What a refused log key is in truth: the vault's own by its sealed `vault.json`, and not in `log.policy` any more, or
    /// not yet. That proves nobody false; nothing is accepted either way.
    /// - Parameter note: the checkpoint that was refused.
    /// - Returns: the error as it is to be told.
    func explained(_ error: ManifestError, of note: [UInt8]?) -> any Error {
        guard error.code == .unknownKey, error.facts["key"] == "log", let note,
            (try? LogReader(identity: identity).checkpoint(note)) != nil
        else { return error }
        return ReplicaError(.logKeyNotPinned, ["vault": identity.id, "origin": identity.origin])
    }

    /// A seal that verifies must also be in its one encoding, so that nobody changes a byte that no signature covers.
    /// - Throws: `MANIFEST_BAD_SIGNATURE`.
    func checkEncoding(of sealed: SealedDocument) throws(ManifestError) {
        guard PinnedSeals().isExact(sealed.seal, certificates: pinned.seals) else {
            throw ManifestError(.badSignature, ["reason": "encoding"])
        }
    }
}
