import CanonicalJSON
public import PKI
public import TransparencyLog

/// What a vault says under its seal of log keys that somebody else may have: up to which size each counts. Receivers take it
/// in by hand, since it takes back what they may have relied on.
///
///     {"identity":"sha256:…","keys":[{"key":"kho.example/log+1f2e3d4c+AQ…","lastGood":1204}],"kind":"key-compromise",
///      "madeAt":"…","origin":"kho.example/log","v":1,"vault":"…"}
public struct CompromiseStatement: Hashable, Sendable {
    static let kind = "key-compromise"

    public struct Key: Hashable, Sendable {
        public let key: NoteVerifierKey
        public let lastGood: UInt64
    }

    /// Canonical JSON, exactly as sealed.
    public let bytes: [UInt8]
    public let vault: String
    public let origin: String
    public let keys: [Key]
    /// SHA-256 of the `vault.json` that it belongs to.
    public let identity: Digest
    public let madeAt: Instant

    /// - Returns: nil where no key of the vault was compromised.
    public init?(of identity: VaultIdentity, at time: Instant) {
        let keys = identity.logKeys.compactMap { range in
            range.isCompromised ? range.until.map { Key(key: range.key, lastGood: $0) } : nil
        }
        guard !keys.isEmpty else { return nil }
        vault = identity.id
        origin = identity.origin
        self.keys = keys
        self.identity = identity.digest
        madeAt = time
        let json: JSON = [
            "identity": .string(identity.digest.description),
            "keys": .array(
                keys.map { ["key": .string($0.key.text), "lastGood": JSON(exactly: $0.lastGood) ?? .null] }),
            "kind": .string(Self.kind), "madeAt": .string(time.description), "origin": .string(identity.origin), "v": 1,
            "vault": .string(identity.id),
        ]
        bytes = json.canonicalBytes
    }

    /// Reads one; this says nothing of who sealed it.
    /// - Throws: `COMPROMISE_STATEMENT_MALFORMED`.
    public init(bytes: [UInt8]) throws(VaultError) {
        let malformed = VaultError(.compromiseMalformed)
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1, json["kind"]?.string == Self.kind,
            let vault = json["vault"]?.string, let origin = json["origin"]?.string,
            let identity = json["identity"]?.string.flatMap({ Digest($0) }),
            let madeAt = json["madeAt"]?.string.flatMap({ Instant($0) }), let listed = json["keys"]?.array,
            (1...VaultIdentity.maximumKeys).contains(listed.count)
        else { throw malformed }
        let keys = listed.compactMap { item -> Key? in
            guard let key = item["key"]?.string.flatMap({ NoteVerifierKey($0) }),
                let size = item["lastGood"]?.integer.flatMap({ UInt64(exactly: $0) })
            else { return nil }
            return Key(key: key, lastGood: size)
        }
        guard keys.count == listed.count else { throw malformed }
        self.bytes = bytes
        self.vault = vault
        self.origin = origin
        self.keys = keys
        self.identity = identity
        self.madeAt = madeAt
    }

    /// Whether it says what a vault's identity says of its compromised keys, and of no others.
    public func belongs(to identity: VaultIdentity) -> Bool {
        guard let own = CompromiseStatement(of: identity, at: madeAt) else { return false }
        return own.bytes == bytes
    }
}
