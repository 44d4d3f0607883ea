public import CanonicalJSON

/// A document that somebody asks for by its code (Circular 01/2023 art. 25).
public struct CodeQuery: Hashable, Sendable {
    public let code: String
    /// nil: whatever scheme.
    public let scheme: String?
    /// Whether the bytes are wanted in the answer, where they are few.
    public let wantsContents: Bool

    /// Bytes of all files together, beyond which an answer has links alone.
    public static let maximumInline = 1 << 20

    public init(code: String, scheme: String? = nil, wantsContents: Bool = false) {
        self.code = code
        self.scheme = scheme
        self.wantsContents = wantsContents
    }

    /// Reads `{"code":"…","inline":true,"scheme":"…"}`, of which `code` must be there.
    /// - Throws: `PART_MALFORMED` with the field, also for one that there is not.
    public init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let object = json.object, object.keys.allSatisfy(["code", "inline", "scheme"].contains) else {
            throw malformed("query")
        }
        guard let code = json["code"]?.string else { throw malformed("code") }
        guard json["scheme"].map({ $0.string != nil }) ?? true else { throw malformed("scheme") }
        guard let inline = json["inline"].map(\.bool) ?? false else { throw malformed("inline") }
        self.init(code: code, scheme: json["scheme"]?.string, wantsContents: inline)
    }

    public var json: JSON {
        var object: JSON.Object = ["code": .string(code)]
        object["scheme"] = scheme.map { .string($0) }
        if wantsContents { object["inline"] = true }
        return .object(object)
    }

    /// Whether a document has the code, in whatever Unicode normalisation.
    public func means(_ document: DocumentDescription) -> Bool {
        guard let own = document.code, own.value == code else { return false }
        return scheme.map { ByteText($0) == ByteText(own.scheme) } ?? true
    }
}
