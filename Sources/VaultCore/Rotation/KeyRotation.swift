import CanonicalJSON
public import PKI
public import TransparencyLog

/// That another key took the place of one of the vault's: an entry of its own in the log.
///
///     {"identity":"sha256:…","kind":"key-rotation","new":"kho.example/log+1f2e3d4c+AQ…","old":"…","previous":"sha256:…",
///      "v":1,"what":"log"}
public struct KeyRotation: Hashable, Sendable {
    static let kind = "key-rotation"

    public enum Keys: Hashable, Sendable {
        /// - Parameter lastGood: the last size for which a compromised key counts; nil for one that was merely replaced.
        case log(old: NoteVerifierKey, new: NoteVerifierKey, lastGood: UInt64?)
        /// SHA-256 of the certificates.
        case seal(old: Digest, new: Digest)
    }

    public let keys: Keys
    /// SHA-256 of the `vault.json` that names the new key, and of the one before it.
    public let identity: Digest
    public let previous: Digest

    public init(keys: Keys, identity: Digest, previous: Digest) {
        self.keys = keys
        self.identity = identity
        self.previous = previous
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        func digest(_ field: String) throws(VaultError) -> Digest {
            guard let digest = json[field]?.string.flatMap(Digest.init) else { throw malformed(field) }
            return digest
        }
        func key(_ field: String) throws(VaultError) -> NoteVerifierKey {
            guard let key = json[field]?.string.flatMap({ NoteVerifierKey($0) }), key.algorithm == .ed25519 else {
                throw malformed(field)
            }
            return key
        }
        identity = try digest("identity")
        previous = try digest("previous")
        switch json["what"]?.string {
        case "log":
            var lastGood: UInt64?
            if let size = json["lastGood"] {
                guard let value = size.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed("lastGood") }
                lastGood = value
            }
            keys = .log(old: try key("old"), new: try key("new"), lastGood: lastGood)
        case "seal": keys = .seal(old: try digest("old"), new: try digest("new"))
        default: throw malformed("what")
        }
    }

    var json: JSON {
        var object: JSON.Object = [
            "identity": .string(identity.description), "kind": .string(Self.kind),
            "previous": .string(previous.description), "v": 1,
        ]
        switch keys {
        case .log(let old, let new, let lastGood):
            object["what"] = "log"
            object["old"] = .string(old.text)
            object["new"] = .string(new.text)
            object["lastGood"] = lastGood.flatMap { JSON(exactly: $0) }
        case .seal(let old, let new):
            object["what"] = "seal"
            object["old"] = .string(old.description)
            object["new"] = .string(new.description)
        }
        return .object(object)
    }
}
