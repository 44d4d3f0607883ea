/// A witness that others ask (C2SP tlog-witness).
public protocol CheckpointWitness: Sendable {
    /// Decides on a request's body, and keeps the decision before it answers.
    ///
    /// - Returns: the cosignature's line, without a newline.
    /// - Throws: `WitnessRefusal`; `VaultError` where the decision could not be kept, and then nothing is cosigned.
    func answer(_ request: [UInt8]) async throws -> String

    /// The newest cosigned checkpoint of a log, with the log's lines and the witness's; nil where there is none.
    ///
    /// - Parameter log: the SHA-256 of its origin, in hexadecimal.
    func checkpoint(ofLog log: String) async throws -> [UInt8]?
}
