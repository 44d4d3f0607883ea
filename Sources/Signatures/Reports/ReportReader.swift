import CanonicalJSON
import PKI

/// Reads one object of a report, field by field; a field that is missing or of another kind is an error with its name.
struct ReportReader {
    private let json: JSON

    init(_ json: JSON) { self.json = json }

    func value(_ field: String) throws(ReportDocumentError) -> JSON {
        guard let value = json[field] else { throw ReportDocumentError(field: field) }
        return value
    }

    func optional(_ field: String) throws(ReportDocumentError) -> ReportReader? {
        guard let value = json[field] else { return nil }
        guard value.object != nil else { throw ReportDocumentError(field: field) }
        return ReportReader(value)
    }

    func text(_ field: String) throws(ReportDocumentError) -> String {
        guard let text = try value(field).string else { throw ReportDocumentError(field: field) }
        return text
    }

    func optionalText(_ field: String) throws(ReportDocumentError) -> String? {
        json[field] == nil ? nil : try text(field)
    }

    func flag(_ field: String) throws(ReportDocumentError) -> Bool {
        guard let flag = try value(field).bool else { throw ReportDocumentError(field: field) }
        return flag
    }

    func optionalFlag(_ field: String) throws(ReportDocumentError) -> Bool? {
        json[field] == nil ? nil : try flag(field)
    }

    func optionalCount(_ field: String) throws(ReportDocumentError) -> Int? {
        guard let value = json[field] else { return nil }
        guard let count = value.integer.flatMap({ Int(exactly: $0) }), count >= 0 else {
            throw ReportDocumentError(field: field)
        }
        return count
    }

    func time(_ field: String) throws(ReportDocumentError) -> Instant {
        let text = try text(field)
        // Only the spelling that kho writes: a bare date would mean a moment of the reader's own time zone.
        guard let time = Instant(text), time.description == text else { throw ReportDocumentError(field: field) }
        return time
    }

    func optionalTime(_ field: String) throws(ReportDocumentError) -> Instant? {
        json[field] == nil ? nil : try time(field)
    }

    func choice<Choice: RawRepresentable<String>>(_ field: String) throws(ReportDocumentError) -> Choice {
        guard let choice = Choice(rawValue: try text(field)) else { throw ReportDocumentError(field: field) }
        return choice
    }

    func optionalChoice<Choice: RawRepresentable<String>>(_ field: String) throws(ReportDocumentError) -> Choice? {
        guard json[field] != nil else { return nil }
        let choice: Choice = try choice(field)
        return choice
    }

    func texts(_ field: String) throws(ReportDocumentError) -> [String] {
        guard let values = try value(field).array else { throw ReportDocumentError(field: field) }
        var texts: [String] = []
        for value in values {
            guard let text = value.string else { throw ReportDocumentError(field: field) }
            texts.append(text)
        }
        return texts
    }

    func list<Element>(
        _ field: String, _ read: (ReportReader) throws(ReportDocumentError) -> Element
    ) throws(ReportDocumentError) -> [Element] {
        guard let values = try value(field).array else { throw ReportDocumentError(field: field) }
        var elements: [Element] = []
        for value in values { elements.append(try read(ReportReader(value))) }
        return elements
    }

    func optionalList<Element>(
        _ field: String, _ read: (ReportReader) throws(ReportDocumentError) -> Element
    ) throws(ReportDocumentError) -> [Element] {
        json[field] == nil ? [] : try list(field, read)
    }
}
