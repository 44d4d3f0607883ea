public import CanonicalJSON
import PKI

extension Certification {
    /// A file that somebody writes by hand: some kilobytes.
    public static let maximumFile = 64 << 10

    /// Reads what a depositor states: every field known, none doubled, `signatures` left out.
    /// - Throws: `CERTIFICATION_MALFORMED` with the field.
    public init(stated json: JSON) throws(VaultError) {
        self = try Self.read(json, isStrict: true)
        try check()
    }

    /// Reads the member `certification` of a record; unknown fields are ignored.
    /// - Throws: `CERTIFICATION_MALFORMED` with the field.
    init(recorded json: JSON) throws(VaultError) {
        self = try Self.read(json, isStrict: false)
        try check()
    }

    private static func read(_ json: JSON, isStrict: Bool) throws(VaultError) -> Certification {
        let reader = Reader(json, "certification", isStrict: isStrict)
        try reader.allow([
            "kind", "statement", "number", "book", "time", "certifier", "authority", "pages", "original", "scan",
            "validUntil",
        ])
        guard let kind = Kind(rawValue: try reader.text("kind")) else { throw reader.malformed("kind") }
        var certifier: Certifier?
        if let part = try reader.part("certifier") {
            try part.allow(["name", "title"])
            certifier = Certifier(name: try part.text("name"), title: try part.text("title"))
        }
        guard let authority = try reader.part("authority"), let original = try reader.part("original"),
            let scan = try reader.part("scan")
        else { throw reader.malformed("authority") }
        try authority.allow(["name", "identifier"])
        try original.allow(["name", "notation", "issuer", "issued"])
        try scan.allow(["digest", "size"])
        guard let identifier = try? Owner(try authority.text("identifier")) else { throw reader.malformed("authority") }
        guard let digest = Digest(try scan.text("digest")) else { throw reader.malformed("scan") }
        var signatures: Signatures?
        if !isStrict, let part = try reader.part("signatures") {
            signatures = Signatures(
                certifier: try part.optionalText("certifier"), authority: try part.text("authority"))
        }
        return Certification(
            kind: kind, statement: try reader.optionalText("statement"), number: try reader.text("number"),
            book: try reader.text("book"), time: try reader.text("time"), certifier: certifier,
            authority: Authority(name: try authority.text("name"), identifier: identifier),
            pages: try reader.integer("pages"),
            original: Original(
                name: try original.text("name"), notation: try original.optionalText("notation"),
                issuer: try original.optionalText("issuer"), issued: try original.day("issued")),
            scan: Scan(digest: digest, size: try scan.integer("size")), validUntil: try reader.day("validUntil"),
            signatures: signatures)
    }

    public var json: JSON {
        guard case .object(var object) = terms else { return terms }
        if let signatures {
            var part: JSON.Object = ["authority": .string(signatures.authority)]
            part["certifier"] = signatures.certifier.map(JSON.string)
            object["signatures"] = .object(part)
        }
        return .object(object)
    }

    /// What is certified, without the signatures' ids: what the statement under the signatures is made from.
    public var terms: JSON {
        var paper: JSON.Object = ["name": .string(original.name)]
        paper["notation"] = original.notation.map(JSON.string)
        paper["issuer"] = original.issuer.map(JSON.string)
        paper["issued"] = original.issued.map { .string($0.text) }
        var object: JSON.Object = [
            "authority": ["identifier": .string(authority.identifier.description), "name": .string(authority.name)],
            "book": .string(book), "kind": .string(kind.rawValue), "number": .string(number),
            "original": .object(paper), "pages": .integer(Int64(pages)),
            "scan": ["digest": .string(scan.digest.description), "size": .integer(Int64(scan.size))],
            "statement": .string(statement), "time": .string(time),
        ]
        if let certifier { object["certifier"] = ["name": .string(certifier.name), "title": .string(certifier.title)] }
        object["validUntil"] = validUntil.map { .string($0.text) }
        return .object(object)
    }

    /// One object of it, field by field.
    private struct Reader {
        private let json: JSON
        private let name: String
        private let isStrict: Bool

        init(_ json: JSON, _ name: String, isStrict: Bool) {
            self.json = json
            self.name = name
            self.isStrict = isStrict
        }

        func malformed(_ field: String) -> VaultError { VaultError(.certificationMalformed, ["field": field]) }

        /// A misspelt field would be left out without anybody's notice.
        func allow(_ fields: Set<String>) throws(VaultError) {
            guard let members = json.object?.members else { throw malformed(name) }
            if isStrict, let other = members.first(where: { !fields.contains($0.key) }) { throw malformed(other.key) }
        }

        func part(_ field: String) throws(VaultError) -> Reader? {
            guard let value = json[field] else { return nil }
            guard value.object != nil else { throw malformed(field) }
            return Reader(value, field, isStrict: isStrict)
        }

        func text(_ field: String) throws(VaultError) -> String {
            guard let text = json[field]?.string else { throw malformed(field) }
            return text
        }

        func optionalText(_ field: String) throws(VaultError) -> String? {
            json[field] == nil ? nil : try text(field)
        }

        func integer(_ field: String) throws(VaultError) -> Int {
            guard let number = json[field]?.integer.flatMap({ Int(exactly: $0) }) else { throw malformed(field) }
            return number
        }

        func day(_ field: String) throws(VaultError) -> DocumentDay? {
            guard let text = try optionalText(field) else { return nil }
            guard let day = DocumentDay(text) else { throw malformed(field) }
            return day
        }
    }
}
