/// The tables whose rows derive from records.
enum CatalogueTable: String, CaseIterable, Hashable {
    case document, word
    case documentEvent = "document_event"
    case ownerLink = "owner_link"
    case accessDigest = "access_digest"
    case serial, certification, file, object, space
    case consent
    case consentDocument = "consent_document"
    case consentEvent = "consent_event"
    case erasureRequest = "erasure_request"
    case erasedRecord = "erased_record"
    case erasedDocument = "erased_document"
    case erasedSerial = "erased_serial"

    /// In the order of the schema.
    var columns: [String] {
        switch self {
        case .document:
            [
                "record", "id", "version", "name", "owner", "category", "status", "scheme", "code", "code_key",
                "valid_until", "issued", "name_words", "notation_words", "issuer_words", "type_words",
            ]
        case .word: ["word", "record"]
        case .documentEvent: ["record", "document", "version", "event"]
        case .ownerLink: ["record", "first", "second", "linked"]
        case .accessDigest: ["record", "from_stamp", "to_stamp", "first", "count", "head"]
        case .serial: ["record", "series", "given", "last"]
        case .certification: ["record", "document", "series", "number", "serial"]
        case .file: ["record", "position", "role", "name", "size", "media_type", "digest"]
        case .object: ["space", "digest", "record"]
        case .space: ["owner", "space"]
        case .consent: ["record", "id", "owner", "agency", "purpose", "first_day", "last_day", "covers_all"]
        case .consentDocument: ["record", "document"]
        case .consentEvent: ["record", "consent", "event"]
        case .erasureRequest: ["record", "target", "request"]
        case .erasedRecord: ["record", "tombstone"]
        case .erasedDocument: ["document", "record"]
        case .erasedSerial: ["record", "position", "series", "given", "last"]
        }
    }

    /// How many of the first columns name a row.
    var keyLength: Int {
        switch self {
        case .document, .documentEvent, .ownerLink, .accessDigest, .serial, .certification, .space, .consent,
            .consentEvent:
            1
        case .word, .file, .object, .consentDocument: 2
        case .erasedRecord, .erasedDocument: 1
        case .erasureRequest, .erasedSerial: 2
        }
    }

    /// An object belongs to the first record that refers to it, an owner's space to the owner's first record.
    var keepsFirst: Bool { self == .object || self == .space }

    /// The tables whose rows go with the record that they derive from. What tells of erasures stays: a tombstone is never
    /// erased, and a row of `object` passes on to the next record that refers to the object.
    static let goingWithRecord: [CatalogueTable] = [
        .document, .word, .documentEvent, .ownerLink, .serial, .certification, .file, .erasureRequest, .consent,
        .consentDocument, .consentEvent,
    ]

    var insertion: String {
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT \(keepsFirst ? "OR IGNORE " : "")INTO \(rawValue) (\(columns.joined(separator: ", "))) "
            + "VALUES (\(places))"
    }
}
