import PKI
import Signatures
import TransparencyLog

extension ManifestVerifier {
    /// The seal is by a certificate that is pinned for this vault, over exactly these bytes.
    func checkSeal(_ sealed: SealedDocument, at time: Instant) throws {
        let report = try SignatureValidator(trust: TrustStore(anchors: [])).validateSeal(
            sealed.seal, of: OriginalContent(name: "", source: MemorySource(sealed.bytes)), pinned: vault.seals,
            at: time)
        guard report.indication != .totalPassed else { return }
        let facts = ["reason": report.reasons.first?.code ?? ""]
        switch report.subIndication {
        case .noCertificateChainFound: throw ManifestError(.unknownKey, ["key": "seal"])
        case .outOfBoundsNoPOE: throw ManifestError(.sealExpired, report.reasons.first?.facts ?? [:])
        default: throw ManifestError(.badSignature, facts)
        }
    }

    func checkAddress(vault id: String, chain: ManifestChain) throws(ManifestError) {
        guard id.utf8.elementsEqual(vault.id.utf8) else { throw ManifestError(.wrongVault, ["vault": id]) }
        guard chain.audience == self.chain.audience else {
            throw ManifestError(.wrongAudience, ["audience": chain.audience])
        }
        guard chain == self.chain else {
            throw ManifestError(.wrongScope, ["scope": chain.scope, "version": String(chain.scopeVersion)])
        }
    }

    /// A state of another chain says nothing of this one.
    func checkState(_ state: ManifestState?) throws(ManifestError) {
        if let state { try checkAddress(vault: state.vault, chain: state.chain) }
    }

    /// The checkpoint is by a log key of the pinned policy, and witnessed as the policy asks.
    func checkCheckpoint(_ note: [UInt8]) throws(ManifestError) -> Checkpoint {
        let evaluation: LogPolicy.Evaluation
        do {
            evaluation = try vault.policy.evaluate(SignedNote(parsing: note))
        } catch let error as LogPolicyError {
            throw ManifestError(.unknownKey, ["key": "log", "reason": error.code])
        } catch {
            throw ManifestError(.badSignature, ["key": "log"])
        }
        guard evaluation.isAccepted else { throw ManifestError(.notWitnessed) }
        return evaluation.checkpoint
    }

    /// The newer of the checkpoint seen before and this one, which must continue it.
    ///
    /// - Parameter isManifest: a manifest may be older than the newest head, so that a receiver that has seen the head
    ///   first can follow up; its tree must still be the beginning of what was seen.
    /// - Returns: the newer one's note.
    func newer(
        _ checkpoint: Checkpoint, _ note: [UInt8], than state: ManifestState?, isManifest: Bool,
        _ consistency: Consistency
    ) throws -> [UInt8] {
        guard let state else { return note }
        let seen = try checkCheckpoint(state.checkpoint)
        let facts = ["size": String(checkpoint.size), "seen": String(seen.size)]
        if checkpoint.size == seen.size {
            guard checkpoint.root == seen.root else { throw ManifestError(.fork, facts) }
            return state.checkpoint
        }
        let (older, newer) = checkpoint.size < seen.size ? (checkpoint, seen) : (seen, checkpoint)
        guard isManifest || newer == checkpoint else { throw ManifestError(.rollback, facts) }
        // Every tree begins with the empty one; there is nothing to prove.
        if older.size > 0 {
            let proof = try consistency(older.size, newer.size)
            do {
                try TreeProof.verifyConsistency(
                    from: older.size, to: newer.size, oldRoot: older.root, newRoot: newer.root, proof: proof)
            } catch {
                throw ManifestError(.fork, facts)
            }
        }
        return newer == checkpoint ? note : state.checkpoint
    }
}
