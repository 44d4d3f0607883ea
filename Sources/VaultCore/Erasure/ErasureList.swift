import CanonicalJSON
public import PKI

/// The erasures of a vault as a list that is kept outside of it, sealed: a backup that is put back holds what was erased
/// since, and the list says what is to be erased again.
///
///     {"erasures":[{"documents":["…"],"erasure":"…","index":9,"reason":"…","spaces":[]}],"logSize":12,
///      "schema":"kho.erasures/1","time":"…","v":1,"vault":"…"}
public struct ErasureList: Sendable {
    static let schema = "kho.erasures/1"
    /// Some 500 bytes each.
    public static let maximumByteCount = 8 << 20

    public struct Entry: Hashable, Sendable {
        public let id: DocumentID
        public let index: UInt64
        public let scope: ErasureScope
        public let reason: ErasureReason
    }

    public let bytes: [UInt8]
    public let vault: String
    public let entries: [Entry]

    public var digest: Digest { .sha256(of: bytes) }

    public init(vault: String, erasures: [(index: UInt64, erasure: Erasure)], logSize: UInt64, time: Instant) {
        self.vault = vault
        entries = erasures.map { Entry(id: $1.id, index: $0, scope: $1.scope, reason: $1.reason) }
        let list = entries.map { entry -> JSON in
            var object: JSON.Object = [
                "erasure": .string(entry.id.text), "index": JSON(exactly: entry.index) ?? .null,
                "reason": .string(entry.reason.text),
            ]
            object[entry.scope.member.key] = entry.scope.member.value
            return .object(object)
        }
        bytes =
            JSON.object([
                "erasures": .array(list), "logSize": JSON(exactly: logSize) ?? .null, "schema": .string(Self.schema),
                "time": .string(time.description), "v": 1, "vault": .string(vault),
            ]).canonicalBytes
    }

    /// Reads a list; this says nothing of who sealed it.
    /// - Throws: `ERASURE_LIST`.
    public init(bytes: [UInt8]) throws(VaultError) {
        let malformed = VaultError(.erasureList, ["fault": "malformed"])
        guard bytes.count <= Self.maximumByteCount, let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            json["schema"]?.string == Self.schema, let vault = json["vault"]?.string, DocumentID(vault) != nil,
            let list = json["erasures"]?.array
        else { throw malformed }
        var entries: [Entry] = []
        for value in list {
            guard let id = value["erasure"]?.string.flatMap(DocumentID.init),
                let index = value["index"]?.integer.flatMap({ UInt64(exactly: $0) }),
                let reason = value["reason"]?.string, let reason = try? ErasureReason(reason),
                let scope = try? ErasureScope(value)
            else { throw malformed }
            entries.append(Entry(id: id, index: index, scope: scope, reason: reason))
        }
        self.bytes = bytes
        self.vault = vault
        self.entries = entries
    }
}
