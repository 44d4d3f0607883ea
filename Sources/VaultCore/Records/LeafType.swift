/// What a log leaf is about. Everything about documents and people is `record`, so that the log tells nothing of them.
public enum LeafType: String, Hashable, Sendable {
    case record
    case keyRotation = "key-rotation"
    case trustSnapshot = "trust-snapshot"
    case accessDigest = "access-digest"
}
