public import CanonicalJSON
public import PKI

/// What somebody signs who asks for an erasure: canonical JSON, without anybody's name or number.
///
///     {"documents":["…"],"logSize":12,"reason":"owner-request","records":[3,7],"request":"…",
///      "schema":"kho.erasure-request/1","time":"…","v":1,"vault":"…"}
///
/// For everything of an owner, `spaces` stands in the place of `documents`.
public struct ErasureStatement: Hashable, Sendable {
    static let schema = "kho.erasure-request/1"

    /// The vault's id.
    public let vault: String
    /// The request's own random name.
    public let request: DocumentID
    public let scope: ErasureScope
    /// Every record that is to be emptied, ascending: whoever approves, approves these and no others.
    public let records: [UInt64]
    public let reason: ErasureReason
    /// The log's size when it was drawn up.
    public let logSize: UInt64
    public let time: Instant

    public init(
        vault: String, request: DocumentID, scope: ErasureScope, records: [UInt64], reason: ErasureReason,
        logSize: UInt64, time: Instant
    ) {
        self.vault = vault
        self.request = request
        self.scope = scope
        self.records = records
        self.reason = reason
        self.logSize = logSize
        self.time = time
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard json["v"]?.integer == 1, json["schema"]?.string == Self.schema else { throw malformed("schema") }
        guard let vault = json["vault"]?.string, DocumentID(vault) != nil else { throw malformed("vault") }
        guard let request = json["request"]?.string.flatMap(DocumentID.init) else { throw malformed("request") }
        guard let records = RecordIndices.indices(json["records"]) else { throw malformed("records") }
        guard let reason = json["reason"]?.string, let reason = try? ErasureReason(reason) else {
            throw malformed("reason")
        }
        guard let size = json["logSize"]?.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed("logSize") }
        guard let text = json["time"]?.string, let time = Instant(text), time.description == text else {
            throw malformed("time")
        }
        self.init(
            vault: vault, request: request, scope: try ErasureScope(json), records: records, reason: reason,
            logSize: size, time: time)
    }

    public var json: JSON {
        var object: JSON.Object = [
            "logSize": JSON(exactly: logSize) ?? .null, "reason": .string(reason.text),
            "records": RecordIndices.json(records), "request": .string(request.text),
            "schema": .string(Self.schema), "time": .string(time.description), "v": 1, "vault": .string(vault),
        ]
        object[scope.member.key] = scope.member.value
        return .object(object)
    }

    /// The very bytes to be signed.
    public var bytes: [UInt8] { json.canonicalBytes }

    public var digest: Digest { .sha256(of: bytes) }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(json) }
}

/// What the second person signs: that the request with this digest is to be carried out.
///
///     {"request":"…","schema":"kho.erasure-approval/1","statement":"sha256:…","v":1,"vault":"…"}
public struct ErasureApproval: Hashable, Sendable {
    static let schema = "kho.erasure-approval/1"

    public let statement: ErasureStatement

    public init(of statement: ErasureStatement) { self.statement = statement }

    public var bytes: [UInt8] {
        JSON.object([
            "request": .string(statement.request.text), "schema": .string(Self.schema),
            "statement": .string(statement.digest.description), "v": 1, "vault": .string(statement.vault),
        ]).canonicalBytes
    }
}
