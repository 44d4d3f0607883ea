public import CanonicalJSON
import PKI
import Signatures

extension OutlineEntry {
    /// `{"cause","index","indication","status","time","version"}` for a version, `{"event","index","time","version"}` for what
    /// became of one.
    public var wire: JSON {
        var object: JSON.Object = ["index": .count(index), "time": .string(time.textWithMicroseconds)]
        switch content {
        case .version(let version, let cause, let status, let indication):
            object["version"] = .count(version)
            object["cause"] = .string(cause.rawValue)
            object["status"] = .string(status.rawValue)
            object["indication"] = indication.map { .string($0.rawValue) }
        case .event(let kind, let version):
            object["version"] = .count(version)
            object["event"] = .string(kind.rawValue)
        case .other: break
        }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let content: Content
        if reader.has("event") {
            content = .event(
                try reader.word("event") { DocumentEvent.Kind(rawValue: $0) },
                version: try reader.number("version", in: 1...Int.max))
        } else if reader.has("version") {
            content = .version(
                try reader.number("version", in: 1...Int.max),
                try reader.word("cause") { VersionCause(rawValue: $0) },
                try reader.word("status") { DocumentStatus(rawValue: $0) },
                try reader.optionalWord("indication") { Indication(rawValue: $0) })
        } else {
            content = .other
        }
        self.init(index: try reader.number("index"), time: try reader.time("time"), content: content)
    }
}

/// What became of a document, in the order of the log (`GET /v1/documents/{id}/outline`).
public struct DocumentOutline: Sendable {
    public let entries: [OutlineEntry]

    public init(_ entries: [OutlineEntry]) { self.entries = entries }

    public var wire: JSON { ["entries": .array(entries.map(\.wire))] }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        entries = try WireReader(json).list("entries", limit: RecordList.maximumCount, OutlineEntry.init(wire:))
    }
}
