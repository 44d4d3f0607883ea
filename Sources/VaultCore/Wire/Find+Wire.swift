public import CanonicalJSON

/// A document that somebody means, and what he wants with it (`POST /v1/documents/find`, `/identify`): `{"for":"content","reference":"…"}`.
public struct FindForm: Hashable, Sendable {
    public let reference: DocumentReference
    public let action: AccessAction

    public init(_ reference: DocumentReference, for action: AccessAction) {
        self.reference = reference
        self.action = action
    }

    public var wire: JSON { ["for": .string(action.rawValue), "reference": .string(reference.text)] }

    /// - Throws: `WIRE_MALFORMED`, `REFERENCE_MALFORMED` …
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["for", "reference"])
        reference = try reader.word("reference") { text throws(VaultError) in try DocumentReference(text) }
        let action = try reader.optionalWord("for") { AccessAction(rawValue: $0) } ?? .describe
        // The journal has what somebody wanted with a document: that is nothing that is done without one.
        guard action.isOfDocument else { throw WireReader.malformed("for") }
        self.action = action
    }
}

/// Why something is entered (`POST /v1/documents/{id}/withdraw`, `/expire`): `{"reason":"…","version":2}`.
public struct EventForm: Hashable, Sendable {
    /// For people; may be empty.
    public let reason: String
    /// The version that the sender saw; nil for the current one.
    public let version: Int?

    public init(reason: String, version: Int? = nil) {
        self.reason = reason
        self.version = version
    }

    public var wire: JSON {
        var object: JSON.Object = ["reason": .string(reason)]
        object["version"] = version.map { .count($0) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["reason", "version"])
        reason = try reader.optionalText("reason") ?? ""
        version = try reader.optionalNumber("version", in: 1...Int.max)
    }
}
