public import CanonicalJSON
import PKI

extension ConsentSubmission {
    /// Statements are short texts; a signature with its chain has some kilobytes.
    static let maximumByteCount = 256 << 10

    /// `{"signature":{"bytes":"<base64>","name":"…"},"statement":{…}}`
    /// - Throws: `FILE_TOO_LARGE` … where a file cannot be read.
    public func wire() throws -> JSON {
        var object: JSON.Object = ["signature": try Self.wire(signature)]
        object["statement"] = try statement.map(Self.wire)
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, `FILE_NAME_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["signature", "statement"])
        self.init(
            signature: try Self.source(try reader.value("signature")),
            statement: try reader.optional("statement", Self.source))
    }

    private static func wire(_ source: DepositSource) throws -> JSON {
        let opened = try source.open()
        guard opened.count <= maximumByteCount else {
            throw VaultError(.uploadTooLarge, ["limit": String(maximumByteCount)])
        }
        return ["bytes": .base64(try opened.bytes(0..<opened.count)), "name": .string(source.name.text)]
    }

    private static func source(_ json: JSON) throws(VaultError) -> DepositSource {
        let reader = try WireReader(json, only: ["bytes", "name"])
        let bytes = try reader.bytes("bytes", limit: maximumByteCount)
        return DepositSource(
            name: try reader.word("name") { text throws(VaultError) in try FileName(text) },
            open: { MemorySource(bytes) })
    }
}

extension ConsentWithdrawal {
    /// `{"reason":"…"}` or `{"request":{…}}`, with `received` and `thirdParty`.
    public func wire() throws -> JSON {
        var object: JSON.Object = ["thirdParty": .bool(thirdParty)]
        object["received"] = received.map { .string($0.text) }
        switch ground {
        case .request(let submission): object["request"] = try submission.wire()
        case .reason(let reason): object["reason"] = .string(reason.text)
        }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, `ACCESS_PURPOSE_MALFORMED` …
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["reason", "received", "request", "thirdParty"])
        let ground: Ground
        switch (reader.has("request"), reader.has("reason")) {
        case (true, false): ground = .request(try ConsentSubmission(wire: try reader.value("request")))
        case (false, true):
            ground = .reason(try reader.word("reason") { text throws(VaultError) in try AccessPurpose(text) })
        default: throw WireReader.malformed("reason")
        }
        self.init(
            ground: ground, received: try reader.optionalWord("received") { DocumentDay($0) },
            thirdParty: try reader.optionalFlag("thirdParty"))
    }
}

extension ConsentAnswer {
    /// `{"answer":"acknowledge"}`, `{"answer":"extend","days":15}`, `{"answer":"fulfil"}`
    public var wire: JSON {
        switch self {
        case .acknowledge: ["answer": "acknowledge"]
        case .extend(let days): ["answer": "extend", "days": .count(days)]
        case .fulfil: ["answer": "fulfil"]
        }
    }

    /// - Throws: `WIRE_MALFORMED`; whether an extension may be so long, the vault decides.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["answer", "days"])
        switch try reader.text("answer") {
        case "acknowledge": self = .acknowledge
        case "extend": self = .extend(days: try reader.number("days"))
        case "fulfil": self = .fulfil
        default: throw WireReader.malformed("answer")
        }
        if reader.has("days"), case .extend = self {} else if reader.has("days") { throw WireReader.malformed("days") }
    }
}

extension ConsentQuery {
    /// The body of `POST /v1/consents/search`.
    public var wire: JSON {
        var object: JSON.Object = [:]
        object["owner"] = owner?.wire
        object["agency"] = agency.map { .string($0.text) }
        object["prefix"] = prefix.map { .string($0) }
        if isDue { object["due"] = true }
        object["after"] = after.map { .count($0) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and what the values' own readers throw.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["owner", "agency", "prefix", "due", "after"])
        self.init(
            owner: try reader.optional("owner", OwnerIdentity.init(wire:)),
            agency: try reader.optionalWord("agency") { text throws(VaultError) in try AgencyCode(text) },
            prefix: try reader.optionalWord("prefix") { ConsentID.isPrefix($0) ? $0 : nil })
        isDue = try reader.optionalFlag("due")
        after = try reader.optionalNumber("after")
    }
}

extension ConsentStanding {
    /// Granted, withdrawn, acknowledged, extended, fulfilled: each at most once.
    private static let maximumEvents = 16

    /// `{"events":[…],"granted":{…}}`
    public func wire(disclosesPrivate: Bool) -> JSON {
        [
            "events": .array(events.map { $0.wire(disclosesPrivate: disclosesPrivate) }),
            "granted": granted.wire(disclosesPrivate: disclosesPrivate),
        ]
    }

    /// - Throws: `WIRE_MALFORMED`, and as `Record.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let granted = try Record(wire: try reader.value("granted"))
        let events = try reader.list("events", limit: Self.maximumEvents, Record.init(wire:))
        guard let standing = ConsentStanding(granted: granted, events: events) else {
            throw WireReader.malformed("events")
        }
        self = standing
    }
}

/// A page of consents (`POST /v1/consents/search`).
public struct ConsentPage: Sendable {
    public let consents: [ConsentStanding]

    public init(_ consents: [ConsentStanding]) { self.consents = consents }

    public init(wire json: JSON) throws(VaultError) {
        consents = try WireReader(json).list(
            "consents", limit: ConsentQuery.maximumPage, ConsentStanding.init(wire:))
    }

    public func wire(disclosesPrivate: Bool) -> JSON {
        ["consents": .array(consents.map { $0.wire(disclosesPrivate: disclosesPrivate) })]
    }
}
