/// Why bytes are not a signed note, or why its signatures are not believed.
public enum NoteError: Error, Hashable, Sendable {
    /// Larger than `SignedNote.maximumByteCount`; nothing was parsed.
    case tooLarge(byteCount: Int, limit: Int)
    /// Not UTF-8.
    case notUTF8
    /// A control character other than newline.
    case controlCharacter
    /// No text that ends in a newline, followed by an empty line and signatures.
    case noSignatureBlock
    /// More signature lines than `SignedNote.maximumSignatureCount`.
    case tooManySignatures(limit: Int)
    /// A signature line (the first is 1) is not `— <key name> <base64>`.
    case malformedSignatureLine(Int)
    /// A signature by a known key does not verify.
    case badSignature(keyName: String)

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .tooLarge: "log.note.too-large"
        case .notUTF8: "log.note.not-utf8"
        case .controlCharacter: "log.note.control-character"
        case .noSignatureBlock: "log.note.no-signature-block"
        case .tooManySignatures: "log.note.too-many-signatures"
        case .malformedSignatureLine: "log.note.malformed-signature-line"
        case .badSignature: "log.note.bad-signature"
        }
    }
}
