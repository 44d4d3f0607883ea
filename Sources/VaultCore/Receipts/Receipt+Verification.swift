import PKI
public import TransparencyLog

extension Receipt {
    /// Verifies the receipt: parts → commitment → leaf → inclusion → log key and quorum → the vault's identity.
    ///
    /// - Parameter vault: as it is pinned. What the receipt says itself of a log key's range never widens what is known.
    /// - Throws: as `verify(policy:seals:verifier:)`.
    public func verify(
        by vault: PinnedVault, verifier: some SealVerifier
    ) throws(VaultError) -> ReceiptStatement {
        try verify(policy: vault.policy, seals: vault.seals, verifier: verifier) { vault.permits($0, at: $1) }
    }

    /// Verifies the receipt: parts → commitment → leaf → inclusion → log key and quorum → the vault's identity.
    ///
    /// - Parameters:
    ///   - policy: the pinned `log.policy` of the vault (`certs/vaults/<vault-id>/`).
    ///   - seals: the pinned seal certificates, DER.
    ///   - permits: whether a log key may have signed a tree of a size, by what else is known.
    /// - Throws: `VaultError` with the step that failed: `PART_MALFORMED`, `RECEIPT_COMMITMENT_DIFFERS`,
    ///   `LEAF_MALFORMED`, `RECEIPT_PROOF`, `RECEIPT_IDENTITY`.
    public func verify(
        policy: LogPolicy, seals: [[UInt8]], verifier: some SealVerifier,
        permits: (_ key: NoteVerifierKey, _ size: UInt64) -> Bool = { _, _ in true }
    ) throws(VaultError) -> ReceiptStatement {
        guard let description = try SharedPart(bytes: shared).document else {
            throw VaultError(.partMalformed, ["field": "kind"])
        }
        if case .part(let bytes, _) = self.private { _ = try PrivatePart(bytes: bytes) }
        let leaf = try LogLeaf(bytes: leaf)
        let parts = Commitment.part(shared, salt: sharedSalt)
        guard leaf.type == .record, leaf.commitment == Commitment.over(shared: parts, private: self.private.hash)
        else { throw VaultError(.receiptCommitment) }
        let evaluation = try evaluate(policy)
        let identity = try VaultIdentity(bytes: identity)
        do {
            try verifier.verify(identitySeal, of: self.identity, certificates: seals)
        } catch {
            throw VaultError(.receiptIdentity, ["reason": "seal"])
        }
        let size = evaluation.checkpoint.size
        guard ByteText(identity.origin) == ByteText(evaluation.checkpoint.origin),
            evaluation.logs.contains(where: { key in
                identity.logKeys.contains { $0.key == key && $0.covers(size) } && permits(key, size)
            })
        else { throw VaultError(.receiptIdentity, ["reason": "log-key"]) }
        return ReceiptStatement(
            vault: identity.id, origin: identity.origin, index: proof.index, treeSize: size, time: leaf.time,
            witnessedTime: evaluation.witnessedTime.flatMap { Int64(exactly: $0) }.map { Instant(seconds: $0) },
            description: description)
    }

    private func evaluate(_ policy: LogPolicy) throws(VaultError) -> LogPolicy.Evaluation {
        do {
            return try proof.verify(leaf: leaf, policy: policy)
        } catch {
            let reason =
                switch error {
                case let error as NoteError: error.code
                case let error as CheckpointError: error.code
                case let error as LogPolicyError: error.code
                default: "log.proof.not-included"
                }
            throw VaultError(.receiptProof, ["reason": reason])
        }
    }
}
