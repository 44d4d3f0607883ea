public import CanonicalJSON

/// What became of a document after its deposit: an entry of its own in the log, so that what was said before stays.
///
///     {"document":"…","event":"withdrawn","kind":"document-event","published":true,"reason":"…","v":1,"version":2}
public struct DocumentEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Taken back by its owner or its issuer; for good.
        case withdrawn
        /// Its validity ended; a later version may renew it.
        case expired
        /// Its newest version was pending, and is now proven bad, for good. An earlier version that was let in stays, and
        /// subscribers, who never heard of the pending one, do not hear of this.
        case refused
    }

    public let document: DocumentID
    /// The current version when it happened: subscribers are told of none that they never got.
    public let version: Int
    public let kind: Kind
    /// For people; may be empty.
    public let reason: String
    /// Whether subscribers ever got a version of the document, so that they must hear of this.
    public let isPublished: Bool

    /// Field `kind` of such a record.
    static let kind = "document-event"

    /// - Throws: `TEXT_TOO_LONG`.
    public init(
        document: DocumentID, version: Int, kind: Kind, reason: String, isPublished: Bool
    ) throws(VaultError) {
        guard reason.utf8.count <= DepositRequest.maximumTextLength else {
            throw VaultError(.textTooLong, ["limit": String(DepositRequest.maximumTextLength)])
        }
        self.document = document
        self.version = version
        self.kind = kind
        self.reason = reason
        self.isPublished = isPublished
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func missing(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let document = json["document"]?.string.flatMap(DocumentID.init) else { throw missing("document") }
        guard let version = json["version"]?.integer.flatMap({ Int(exactly: $0) }), version >= 1 else {
            throw missing("version")
        }
        guard let kind = json["event"]?.string.flatMap(Kind.init(rawValue:)) else { throw missing("event") }
        guard let reason = json["reason"]?.string else { throw missing("reason") }
        guard let isPublished = json["published"]?.bool else { throw missing("published") }
        self.document = document
        self.version = version
        self.kind = kind
        self.reason = reason
        self.isPublished = isPublished
    }

    public var json: JSON {
        [
            "document": .string(document.text), "event": .string(kind.rawValue), "kind": .string(Self.kind),
            "published": .bool(isPublished), "reason": .string(reason), "v": 1, "version": .integer(Int64(version)),
        ]
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
