public import TransparencyLog

/// A witness that a vault asks to cosign its checkpoints.
public struct VaultWitness: Hashable, Sendable {
    /// Its name in the vault's file, for its operator.
    public let name: String
    /// What verifies its cosignatures (type 0x04).
    public let key: NoteVerifierKey
    /// Its submission prefix (C2SP tlog-witness), without a slash at its end.
    public let url: String

    /// Where it is asked.
    public var address: String { url + "/add-checkpoint" }
}
