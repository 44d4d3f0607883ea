public import PKI

/// Where an object lies: its space, and the SHA-256 of its bytes, which is its name there.
public struct ObjectReference: Hashable, Sendable {
    public let space: SpaceID
    public let digest: Digest

    public init(space: SpaceID, digest: Digest) {
        self.space = space
        self.digest = digest
    }
}
