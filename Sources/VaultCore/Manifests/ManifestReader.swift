import CanonicalJSON
import PKI
import TransparencyLog

/// Reads the fields of a manifest or a head, each by its name.
struct ManifestReader {
    private let object: JSON.Object

    /// - Throws: `MANIFEST_NOT_CANONICAL`, `MANIFEST_MALFORMED`.
    init(_ bytes: [UInt8]) throws(ManifestError) {
        do {
            guard case .object(let object) = try JSON(canonical: bytes), object["v"]?.integer == 1 else {
                throw ManifestError(.malformed, ["field": "v"])
            }
            self.object = object
        } catch let error as JSONError {
            throw ManifestError(
                error.code == .notCanonical ? .notCanonical : .malformed,
                ["json": error.code.rawValue, "offset": String(error.offset)])
        } catch {
            throw error as? ManifestError ?? ManifestError(.malformed)
        }
    }

    private func malformed(_ field: String) -> ManifestError { ManifestError(.malformed, ["field": field]) }

    /// What is signed holds nothing else: a field that this version does not know could mean anything.
    func holdsOnly(_ names: [String]) throws(ManifestError) {
        for name in object.keys where !names.contains(name) { throw malformed("unknown") }
    }

    func text(_ field: String) throws(ManifestError) -> String {
        guard let text = object[field]?.string else { throw malformed(field) }
        return text
    }

    func flag(_ field: String) -> Bool? { object[field]?.bool }

    func number(_ field: String) throws(ManifestError) -> UInt64 {
        guard let number = object[field]?.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed(field) }
        return number
    }

    func optionalNumber(_ field: String) throws(ManifestError) -> UInt64? {
        object[field] == nil ? nil : try number(field)
    }

    func optionalDigest(_ field: String) throws(ManifestError) -> Digest? {
        guard let value = object[field] else { return nil }
        return try digest(value, field)
    }

    func time(_ field: String) throws(ManifestError) -> Instant {
        let text = try text(field)
        guard let time = Instant(text), time.description == text else { throw malformed(field) }
        return time
    }

    func numbers(_ field: String) throws(ManifestError) -> [UInt64] {
        guard let values = object[field]?.array else { throw malformed(field) }
        var numbers: [UInt64] = []
        for value in values {
            guard let number = value.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed(field) }
            numbers.append(number)
        }
        return numbers
    }

    func entries() throws(ManifestError) -> [Manifest.Entry] {
        guard let values = object["entries"]?.array else { throw malformed("entries") }
        var entries: [Manifest.Entry] = []
        for value in values {
            guard value.object?.keys == ["commitment", "index"], let commitment = value["commitment"],
                let index = value["index"]?.integer.flatMap({ UInt64(exactly: $0) })
            else { throw malformed("entries") }
            entries.append(.init(index: index, commitment: try digest(commitment, "entries")))
        }
        return entries
    }

    func vault() throws(ManifestError) -> String {
        let id = try text("vault")
        guard DocumentID(id) != nil else { throw malformed("vault") }
        return id
    }

    func chain() throws(ManifestError) -> ManifestChain {
        guard
            let chain = ManifestChain(
                audience: try text("audience"), scope: try text("scope"),
                scopeVersion: Int(clamping: try number("scopeVersion")))
        else { throw malformed("audience") }
        return chain
    }

    /// The signed note, and the size that it states; who signed it is another question.
    func checkpoint() throws(ManifestError) -> (note: [UInt8], size: UInt64) {
        let bytes = Array(try text("checkpoint").utf8)
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = try? Checkpoint(parsing: note.text) else {
            throw malformed("checkpoint")
        }
        return (bytes, checkpoint.size)
    }

    private func digest(_ value: JSON, _ field: String) throws(ManifestError) -> Digest {
        guard let digest = value.string.flatMap({ Digest($0) }), digest.algorithm == .sha256 else {
            throw malformed(field)
        }
        return digest
    }
}
