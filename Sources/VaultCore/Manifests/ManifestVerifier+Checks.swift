import PKI
import Signatures
import TransparencyLog

extension ManifestVerifier {
    /// The seal is by a certificate that is pinned for this vault, over exactly these bytes.
    /// - Returns: that certificate, DER.
    @discardableResult
    func checkSeal(_ sealed: SealedDocument, at time: Instant) throws -> [UInt8] {
        let report = try SignatureValidator(trust: TrustStore(anchors: [])).validateSeal(
            sealed.seal, of: OriginalContent(name: "", source: MemorySource(sealed.bytes)), pinned: vault.seals,
            at: time)
        if report.indication == .totalPassed, let certificate = report.certificate { return certificate }
        let facts = ["reason": report.reasons.first?.code ?? ""]
        switch report.subIndication {
        case .noCertificateChainFound: throw ManifestError(.unknownKey, ["key": "seal"])
        case .outOfBoundsNoPOE: throw ManifestError(.sealExpired, report.reasons.first?.facts ?? [:])
        default: throw ManifestError(.badSignature, facts)
        }
    }

    /// The same for a manifest whose digest a head of today leads to: that its seal's certificate has ended by today's clock,
    /// and nothing else, is not held against it.
    func checkSeal(_ sealed: SealedDocument, at time: Instant, vouched: Digest?) throws {
        do {
            try checkSeal(sealed, at: time)
        } catch let expired as ManifestError where expired.code == .sealExpired {
            // A seal with a timestamp was judged at that, and one that is not valid yet by this clock stays so.
            guard let vouched, vouched == Digest.sha256(of: sealed.bytes),
                expired.facts["time"] == time.description, let end = expired.facts["notAfter"].flatMap({ Instant($0) }),
                end < time
            else { throw expired }
            try checkSeal(sealed, at: end)
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

    /// The checkpoint is by a log key of the pinned policy that may sign a tree of its size, and witnessed as the policy asks.
    ///
    /// - Parameter isProven: whether a proof, asked for apart, shows the tree to be the beginning of one that a good key signed.
    func checkCheckpoint(_ note: [UInt8], isProven: Bool = false) throws(ManifestError) -> Checkpoint {
        let evaluation: LogPolicy.Evaluation
        do {
            evaluation = try vault.policy.evaluate(SignedNote(parsing: note))
        } catch let error as LogPolicyError {
            throw ManifestError(.unknownKey, ["key": "log", "reason": error.code])
        } catch {
            throw ManifestError(.badSignature, ["key": "log"])
        }
        let size = evaluation.checkpoint.size
        // One good key is enough: whoever has a compromised one can put its line below any checkpoint.
        guard evaluation.logs.contains(where: { vault.permits($0, at: size, isProven: isProven) }) else {
            throw ManifestError(.unknownKey, ["key": "log", "reason": "range", "size": String(size)])
        }
        guard evaluation.isAccepted else { throw ManifestError(.notWitnessed) }
        return evaluation.checkpoint
    }

    /// The checkpoint of a manifest. One by a key that was compromised since counts where a newer checkpoint was accepted
    /// before: the consistency with that is proved apart.
    func checkCheckpoint(
        ofManifest note: [UInt8], after state: ManifestState?
    ) throws(ManifestError) -> Checkpoint {
        do {
            return try checkCheckpoint(note)
        } catch {
            guard let seen = state.flatMap({ try? checkCheckpoint($0.checkpoint) }),
                let checkpoint = try? checkCheckpoint(note, isProven: true), checkpoint.size <= seen.size
            else { throw error }
            return checkpoint
        }
    }

    /// The checkpoint that was accepted before, by the policy of that day: that a key was taken out of `log.policy` since, or
    /// that more witnesses are asked for, makes nobody else's words false.
    private func seen(_ note: [UInt8]) throws(ManifestError) -> Checkpoint {
        guard let signed = try? SignedNote(parsing: note), let checkpoint = try? Checkpoint(parsing: signed.text) else {
            throw ManifestError(.malformed, ["field": "checkpoint"])
        }
        return checkpoint
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
        // What was accepted from a key that turned out to be compromised must have been the beginning of what comes now.
        let seen = try self.seen(state.checkpoint)
        let facts = ["size": String(checkpoint.size), "seen": String(seen.size)]
        if checkpoint.size == seen.size {
            guard checkpoint.root == seen.root else { throw ManifestError(.fork, facts) }
            return (try? checkCheckpoint(state.checkpoint)) == nil ? note : state.checkpoint
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
