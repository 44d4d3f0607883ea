/// Keeps what a receiver has of a vault. One process at a time has it.
public protocol ReplicaStore: Sendable {
    /// - Returns: nil where there is none.
    func read(_ file: ReplicaFile) async throws -> [UInt8]?

    func contains(_ file: ReplicaFile) async throws -> Bool

    /// The lines of a file one after the other, without their line breaks; none where it is not there.
    func forEachLine(of file: ReplicaFile, _ body: ([UInt8]) async throws -> Void) async throws

    /// Writes a file whole, in place of what was there: durable when this returns, and never seen half.
    func write(_ bytes: [UInt8], to file: ReplicaFile) async throws

    /// A file that comes in pieces. It has no name, and goes with its last reference.
    func draft() async throws -> any ReplicaDraft

    /// Gives a draft of this store its name, as `write` does.
    func place(_ draft: any ReplicaDraft, as file: ReplicaFile) async throws

    func remove(_ file: ReplicaFile) async throws

    /// Keeps why something was refused, durably. What was kept already is not kept twice, and beyond a number of cases no
    /// more are kept.
    /// - Returns: where it lies; nil where it was not kept.
    func keep(_ evidence: ReplicaEvidence) async throws -> String?

    /// How many cases of evidence there are.
    func evidenceCount() async throws -> Int

    /// Takes what may hold personal data out of all evidence; its digests stay.
    func clearPersonalEvidence() async throws

    /// Lets others work in it. Nothing is written after that; where it is not asked for, the store's end does the same.
    func close()
}

/// A file of a replica being written.
public protocol ReplicaDraft: AnyObject, Sendable {
    func append(_ bytes: [UInt8]) async throws

    /// Of what was appended.
    func read(_ range: Range<Int>) async throws -> [UInt8]
}
