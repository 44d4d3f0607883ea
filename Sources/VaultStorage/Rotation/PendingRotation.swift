import CanonicalJSON
import GRDB
import PKI
import VaultCore

/// A change of keys that was committed and whose files may not all be in place: a row of `local`, taken away by whoever has
/// put them there.
struct PendingRotation: Hashable, Sendable {
    enum Key: String, CaseIterable, Sendable {
        case log, seal

        /// The key's file in `keys/`.
        var file: String { self == .log ? "log.key" : "seal.key" }
    }

    let key: Key
    /// `vault.json` and its seal from now on.
    let identity: [UInt8]
    let seal: [UInt8]
    /// Which `vault.json` it follows: the first is 1.
    let number: Int
    /// The name that the old key's file gets; nil where it is not kept.
    let retired: String?

    private static let name = "rotation"

    init(key: Key, identity: [UInt8], seal: [UInt8], number: Int, retired: String?) {
        self.key = key
        self.identity = identity
        self.seal = seal
        self.number = number
        self.retired = retired
    }

    /// - Throws: `INTEGRITY_FAILURE` where the row is none that was written here.
    static func read(_ database: Database) throws -> PendingRotation? {
        guard let text = try LocalState.value(name, database) else { return nil }
        guard let pending = PendingRotation(text) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "rotation"])
        }
        return pending
    }

    /// Whether a row of `local` is one.
    static func isOne(name: String, value: String) -> Bool { name == Self.name && PendingRotation(value) != nil }

    static func remove(_ database: Database) throws { try LocalState.remove(name, database) }

    private init?(_ text: String) {
        guard let json = try? JSON(canonical: Array(text.utf8)),
            let key = json["key"]?.string.flatMap(Key.init(rawValue:)),
            let identity = json["identity"]?.string.flatMap({ Base64.decode($0) }),
            let seal = json["seal"]?.string.flatMap({ Base64.decode($0) }),
            let number = json["number"]?.integer.flatMap({ Int(exactly: $0) }), number > 0
        else { return nil }
        var retired: String?
        if let value = json["retired"] {
            guard let name = value.string, name.hasPrefix("\(key.rawValue)-"), name.hasSuffix(".retired"),
                !name.contains("/")
            else { return nil }
            retired = name
        }
        self.init(key: key, identity: identity, seal: seal, number: number, retired: retired)
    }

    /// Enters it in the transaction that changes the keys, with the digests of the new files.
    func insert(_ database: Database) throws {
        var object: JSON.Object = [
            "identity": .string(Base64.encode(identity)), "key": .string(key.rawValue),
            "number": .integer(Int64(number)), "seal": .string(Base64.encode(seal)),
        ]
        object["retired"] = retired.map { .string($0) }
        try LocalState.set(Self.name, String(decoding: JSON.object(object).canonicalBytes, as: UTF8.self), database)
        try LocalState.set(LocalState.identity, Digest.sha256(of: identity).description, database)
        try LocalState.set(LocalState.identitySeal, Digest.sha256(of: seal).description, database)
    }
}
