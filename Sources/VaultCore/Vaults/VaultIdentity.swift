import CanonicalJSON
public import PKI
import TransparencyLog

/// Who a vault is: `vault.json`, canonical JSON, sealed by `vault.json.p7s`.
public struct VaultIdentity: Hashable, Sendable {
    /// The exact bytes of `vault.json`.
    public let bytes: [UInt8]
    /// 32 lower-case hexadecimal digits.
    public let id: String
    /// The log's origin (C2SP tlog-checkpoint).
    public let origin: String
    public let seals: [SealCertificate]
    public let logKeys: [LogKeyRange]
    public let madeAt: Instant

    /// - Throws: `ORIGIN_MALFORMED`.
    public init(
        id: String, origin: String, seals: [SealCertificate], logKeys: [LogKeyRange], madeAt: Instant
    ) throws(VaultError) {
        guard Checkpoint.isValidOrigin(origin) else { throw VaultError(.originMalformed) }
        self.id = id
        self.origin = origin
        self.seals = seals
        self.logKeys = logKeys
        self.madeAt = madeAt
        let json: JSON = [
            "id": .string(id), "logKeys": .array(logKeys.map(\.json)), "madeAt": .string(madeAt.description),
            "origin": .string(origin), "seals": .array(seals.map(\.json)), "v": 1,
        ]
        bytes = json.canonicalBytes
    }

    /// Reads `vault.json`; this says nothing of who sealed it.
    /// - Throws: `VAULT_IDENTITY_MALFORMED`.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let id = json["id"]?.string, DocumentID(id) != nil,
            let origin = json["origin"]?.string, Checkpoint.isValidOrigin(origin),
            let madeAt = json["madeAt"]?.string.flatMap({ Instant($0) }),
            let seals = json["seals"]?.array, let keys = json["logKeys"]?.array, !seals.isEmpty, !keys.isEmpty
        else { throw VaultError(.identityMalformed) }
        self.bytes = bytes
        self.id = id
        self.origin = origin
        self.madeAt = madeAt
        self.seals = seals.compactMap(SealCertificate.init)
        self.logKeys = keys.compactMap(LogKeyRange.init)
        guard self.seals.count == seals.count, logKeys.count == keys.count else {
            throw VaultError(.identityMalformed)
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(bytes) }
}
