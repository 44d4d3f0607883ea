/// What the store knows of erasures: how far they reach, which were asked for, which are done.
public protocol ErasureIndex: Sendable {
    /// What a scope comes to at present.
    /// - Throws: `ERASURE_TOO_LARGE` with the limit.
    func extent(of scope: ErasureScope) async throws -> ErasureExtent

    /// The spaces that an owner has under all linked numbers.
    func spaces(of identity: OwnerIdentity) async throws -> [SpaceID]

    /// The spaces by whose names all of an owner is erased. An owner who is named by links or serial numbers alone gets one.
    /// - Returns: none where nothing names the owner.
    func spaces(forErasing identity: OwnerIdentity) async throws -> [SpaceID]

    /// The records that link two numbers, are in force, and rest on any of these documents.
    func linksInForce(provenBy documents: [DocumentID]) async throws -> [UInt64]

    /// The serial numbers that these records took, under the vault's key; nil where they took none. Makes the key where
    /// there is none yet.
    func serials(of records: [UInt64]) async throws -> ErasedSerials?

    /// The record of a request that waits for an approval.
    func request(_ id: DocumentID) async throws -> UInt64?

    /// The record of an erasure, by its name.
    func erasure(_ id: DocumentID) async throws -> UInt64?

    /// The record that erased a document; nil for one that was not.
    func tombstone(of document: DocumentID) async throws -> UInt64?

    /// The records of all requests that wait, and of all erasures, in the order of the log.
    func erasures() async throws -> (waiting: [UInt64], done: [UInt64])
}

/// Takes away, behind a committed erasure, what lies outside of the transaction: files, and what the database's own file
/// still holds of deleted rows. It is remembered durably until it is done.
public protocol ErasureCleaning: Sendable {
    /// Does what is left to do.
    /// - Returns: whether nothing is left: another process's reader may hold an old state for a while.
    func finish() async throws -> Bool
}

/// The manifests that were issued.
public protocol IssuedManifests: Sendable {
    /// Those that named any of these records.
    func naming(_ records: [UInt64]) async throws -> [ErasureMinutes.NamedBy]
}

/// The copies of documents that were handed out, as the access journal tells.
public protocol HandedOutCopies: Sendable {
    func copies(of documents: [DocumentID]) async throws -> [ErasureMinutes.Copy]
}
