public import PKI
public import VaultCore

/// What a pull has come to.
public struct ReplicaReport: Hashable, Sendable {
    public var vault = ""
    public var origin = ""
    public var chain = ManifestChain.all
    /// The newest manifest; 0 where there is none.
    public var sequence: UInt64 = 0
    /// How far the manifests cover the log, and how large it is by the newest checkpoint.
    public var to: UInt64 = 0
    public var size: UInt64 = 0
    /// Until when the head counts.
    public var freshUntil: Instant?
    /// What this pull brought.
    public var manifests = 0
    public var entries = 0
    public var erased = 0
    public var files = 0
    /// Files of documents that were not given.
    public var withheldFiles = 0
    /// Bodies that are said to be erased, of which no erasure told yet.
    public var unproven = 0

    public init() {}
}
