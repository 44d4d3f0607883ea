extension LogPolicy {
    /// What a policy finds in a checkpoint that one of its logs signed.
    public struct Evaluation: Sendable, Hashable {
        public let checkpoint: Checkpoint
        /// The log key that signed; where several did, the first in the policy.
        public let log: NoteVerifierKey
        /// All keys of that log in the policy that signed: where one takes the other's place, both do.
        public let logs: [NoteVerifierKey]
        /// The verified cosignatures of the policy's witnesses, earliest first; one for each witness, its earliest.
        public let cosignatures: [Cosignature]
        public let quorum: Quorum

        /// Whether the policy accepts the checkpoint. A policy with `quorum none` accepts it unwitnessed.
        public var isAccepted: Bool { quorum != .notMet }

        /// Whether the quorum of witnesses cosigned; false under `quorum none`, whoever else did.
        public var isWitnessed: Bool { witnessedTime != nil }

        /// The time by which the checkpoint existed according to the quorum, in seconds since 1970.
        public var witnessedTime: UInt64? {
            if case .met(let time) = quorum { time } else { nil }
        }
    }

    /// Whether enough witnesses cosigned.
    public enum Quorum: Sendable, Hashable {
        /// The policy says `quorum none`.
        case notRequired
        /// They did. `time` is the earliest moment by which, counting the cosignatures up to then alone, the quorum
        /// was met: seconds since 1970, by the witnesses' own clocks. The checkpoint is not younger than that.
        case met(time: UInt64)
        case notMet
    }

    /// Says which log signed a note, and whether its witnesses make the quorum.
    ///
    /// Signature lines of other keys are ignored. A witness whose key type kho does not verify never counts.
    ///
    /// - Throws: `LogPolicyError.notSignedByLog` or `.originMismatch`; `NoteError.badSignature` where a line that
    ///   claims a key of the policy does not verify; `CheckpointError`.
    public func evaluate(_ note: SignedNote) throws -> Evaluation {
        var signers: [NoteVerifierKey] = []
        for log in logs where log.key.algorithm == .ed25519 {
            let claimed = note.signatures.filter(log.key.claims)
            guard claimed.allSatisfy({ log.key.verifies($0, over: note.text) }) else {
                throw NoteError.badSignature(keyName: log.key.name)
            }
            if !claimed.isEmpty { signers.append(log.key) }
        }
        guard !signers.isEmpty else { throw LogPolicyError.notSignedByLog }
        let checkpoint = try Checkpoint(parsing: note.text)
        let signing = signers.filter { $0.name.utf8.elementsEqual(checkpoint.origin.utf8) }
        guard let log = signing.first else {
            throw LogPolicyError.originMismatch(keyName: signers[0].name)
        }

        var times: [Int: UInt64] = [:]
        var cosignatures: [Cosignature] = []
        for (index, witness) in witnesses.enumerated() where witness.key.algorithm == .cosignatureV1 {
            var own: [Cosignature] = []
            for signature in note.signatures where witness.key.claims(signature) {
                guard let verified = Cosignature(verifying: signature, by: witness.key, over: note.text) else {
                    throw NoteError.badSignature(keyName: witness.key.name)
                }
                own.append(verified)
            }
            if let earliest = own.min(by: { $0.time < $1.time }) {
                times[index] = earliest.time
                cosignatures.append(earliest)
            }
        }
        cosignatures.sort { $0.time < $1.time }

        let met = quorum.map { rule in Self.time(rule, times).map(Quorum.met(time:)) ?? .notMet } ?? .notRequired
        return Evaluation(checkpoint: checkpoint, log: log, logs: signing, cosignatures: cosignatures, quorum: met)
    }

    /// When a rule was met: a witness's own time; for k of n members, the k-th of their times.
    private static func time(_ rule: Rule, _ times: [Int: UInt64]) -> UInt64? {
        switch rule {
        case .witness(let index): return times[index]
        case .group(let threshold, let members):
            let met = members.compactMap { time($0, times) }.sorted()
            return met.count >= threshold ? met[threshold - 1] : nil
        }
    }
}
