/// Brings a request to a witness.
public protocol WitnessTransport: Sendable {
    /// One POST to `witness.address`, bounded in time and size; nothing is tried twice.
    func ask(_ witness: VaultWitness, _ body: [UInt8]) async -> WitnessReply
}

/// What came back.
public enum WitnessReply: Hashable, Sendable {
    case answered(status: Int, mediaType: String?, body: [UInt8])
    /// Nothing came back: a code for the operator.
    case failed(String)
}
