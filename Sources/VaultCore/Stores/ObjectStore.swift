public import PKI

/// Keeps originals, reports and evidence under the SHA-256 of their bytes, in one space per owner.
///
/// What it is given is first *staged*: copied and hashed, durable or not, found by nobody. A *publication*
/// makes staged objects durable under their names. Nothing above this protocol knows where that is.
public protocol ObjectStore: Sendable {
    /// Copies a source, hashing on the way: one pass, whatever the size.
    /// - Throws: `VaultError` (`DISK_FULL`, `INPUT_OUTPUT`), `ByteSourceError` where the source fails.
    func stage(_ source: any ByteSource) async throws -> any StagedObject

    /// The publication of these objects, not begun yet.
    /// - Parameter size: the log's size that their records will follow.
    func publication(of objects: [PendingObject], after size: UInt64) -> any ObjectPublication

    /// Removes published objects that nothing refers to, as `RecordStore.unreferenced` found under the lease.
    func remove(_ objects: [ObjectReference]) async throws

    /// The bytes of an object, not verified against its name.
    /// - Throws: `INTEGRITY_FAILURE` where it is absent.
    func object(_ reference: ObjectReference) async throws -> any ByteSource
}

/// An object that was copied and hashed but has no name yet. Unless published, it vanishes with its last reference.
public protocol StagedObject: AnyObject, Sendable {
    /// SHA-256.
    var digest: Digest { get }
    /// Bytes.
    var count: Int { get }
    /// The staged bytes, to be read again.
    func source() throws -> any ByteSource
}

/// An object that comes in pieces, hashed on the way. Unless finished and published, it vanishes with its last reference.
///
/// One caller at a time appends.
public protocol StagedUpload: AnyObject, Sendable {
    /// Bytes that have come.
    var count: Int { get }

    /// - Throws: `DISK_FULL`, `INPUT_OUTPUT`; after it the upload is of no use any more.
    func append(_ bytes: [UInt8]) async throws

    /// Ends it: nothing can be appended any more.
    /// - Throws: `DIGEST_MISMATCH` where other bytes came than were announced.
    func finish(expecting digest: Digest?) async throws -> any StagedObject
}

/// A staged object and the space where it belongs.
public struct PendingObject: Sendable {
    public let staged: any StagedObject
    public let space: SpaceID

    public init(_ staged: any StagedObject, space: SpaceID) {
        self.staged = staged
        self.space = space
    }

    public var reference: ObjectReference { ObjectReference(space: space, digest: staged.digest) }
}

/// Giving staged objects their names, for records that are not committed yet. The store remembers it until it is
/// settled, so that a crash leaves no orphan, and so that a log which a crash left unpublished is known from one that
/// somebody put back.
///
/// Used under the sequencing lease only, so that nobody removes what another is about to rely on.
public protocol ObjectPublication: Sendable {
    var references: [ObjectReference] { get }

    /// Makes the objects durable under their names. When it returns, no crash loses them.
    func publish() async throws

    /// The records are committed and the log is published, or their objects are removed: there is nothing to clear up
    /// any more, and a log that is found shorter than the committed one was made so by no crash.
    func settle() async
}
