public import CanonicalJSON
import Signatures

/// What went wrong, as it travels: the members `code` and `facts` of a problem document (RFC 9457).
public struct WireProblem: Error, Hashable, Sendable {
    public let code: String
    public let facts: [String: String]

    /// Codes are short; each fact is a name, a number, a file's name.
    private static let maximumCode = 64
    private static let maximumFacts = 32

    public init(code: String, facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }

    /// What is thrown by a vault's use cases and may be told to whoever asked; nil for anything else.
    public init?(_ error: any Error) {
        switch error {
        case let error as VaultError: self.init(code: error.code.rawValue, facts: error.facts)
        case let error as SignedFileError:
            self.init(code: error.code.rawValue, facts: ["what": error.detail, "offset": String(error.offset)])
        case let error as BundleError: self.init(code: error.code.rawValue, facts: error.facts)
        case let error as Refusal: self.init(code: error.code.rawValue, facts: error.facts)
        default: return nil
        }
    }

    /// The error that it was; the problem itself where its code is none that this side knows.
    public var error: any Error {
        // The same word, from a vault that looked at an empty file and from a validator.
        if let code = VaultErrorCode(rawValue: code) { return VaultError(code, facts) }
        if let code = SignedFileError.Code(rawValue: code) {
            return SignedFileError(code, facts["what"] ?? "", at: facts["offset"].flatMap { Int($0) } ?? 0)
        }
        if let code = BundleError.Code(rawValue: code) { return BundleError(code, facts) }
        if let code = Refusal.Code(rawValue: code) { return Refusal(code, facts) }
        return self
    }

    public var wire: JSON {
        var object: JSON.Object = ["code": .string(code)]
        let known = facts.filter { JSON.Object.isKey($0.key) }.map { (key: $0.key, value: JSON.string($0.value)) }
        if !known.isEmpty { object["facts"] = JSON.Object(known).map(JSON.object) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        code = try reader.text("code", limit: Self.maximumCode)
        var facts: [String: String] = [:]
        if let object = try reader.optional("facts", { json throws(VaultError) in try WireReader(json).members }) {
            guard object.count <= Self.maximumFacts else { throw WireReader.malformed("facts") }
            for member in object.members {
                guard let text = member.value.string, text.utf8.count <= WireReader.maximumText else {
                    throw WireReader.malformed("facts")
                }
                facts[member.key] = text
            }
        }
        self.facts = facts
    }
}
