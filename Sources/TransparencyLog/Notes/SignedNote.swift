/// A text with signature lines below it (C2SP signed-note).
///
/// A parsed note is only well formed. Its text must not be used before `isSigned(by:)` or a `LogPolicy` has said who
/// signed it. Signature lines of unknown keys and unknown types are kept and otherwise ignored.
///
/// For example:
///
///     let note = try SignedNote(parsing: bytes)
///     guard note.isSigned(by: logKey) else { … }
public struct SignedNote: Sendable, Hashable {
    /// Far above any checkpoint with post-quantum cosignatures (100 lines of 7 kB), small enough to hold in memory.
    public static let maximumByteCount = 1 << 20
    /// C2SP signed-note asks for 16 at least.
    public static let maximumSignatureCount = 100

    /// What is signed: ends in a newline, the separating empty line not included.
    public let text: String
    /// One or more, in the order of their lines.
    public let signatures: [NoteSignature]

    /// Parses a note strictly: `bytes` would give the same bytes again.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw .tooLarge(byteCount: bytes.count, limit: Self.maximumByteCount)
        }
        let newline = UInt8(ascii: "\n")
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == newline }) else { throw .controlCharacter }
        guard bytes.last == newline, let split = Self.lastEmptyLine(bytes) else { throw .noSignatureBlock }
        guard let text = String(validating: bytes[..<split], as: UTF8.self) else { throw .notUTF8 }
        let block = bytes[(split + 1)...].dropLast()
        guard !block.isEmpty else { throw .noSignatureBlock }
        let lines = block.split(separator: newline, maxSplits: Self.maximumSignatureCount)
        guard lines.count <= Self.maximumSignatureCount else {
            throw .tooManySignatures(limit: Self.maximumSignatureCount)
        }
        var signatures: [NoteSignature] = []
        for (number, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .malformedSignatureLine(number + 1) }
            signatures.append(signature)
        }
        self.init(text: text, signatures: signatures)
    }

    /// - Parameter text: valid for a note, which `Checkpoint.text` is.
    init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// The note as it is stored and sent.
    public var bytes: [UInt8] {
        Array(text.utf8) + [UInt8(ascii: "\n")] + signatures.flatMap { Array($0.line.utf8) + [UInt8(ascii: "\n")] }
    }

    /// The same note with one more signature line, such as a witness's.
    ///
    /// - Throws: `NoteError.tooManySignatures`.
    public func adding(_ signature: NoteSignature) throws(NoteError) -> SignedNote {
        guard signatures.count < Self.maximumSignatureCount else {
            throw .tooManySignatures(limit: Self.maximumSignatureCount)
        }
        return SignedNote(text: text, signatures: signatures + [signature])
    }

    /// Whether this key signed: there is a line under its name and key ID, and every such line verifies.
    public func isSigned(by key: NoteVerifierKey) -> Bool {
        let claimed = signatures.filter(key.claims)
        return !claimed.isEmpty && claimed.allSatisfy { key.verifies($0, over: text) }
    }

    /// Where the last empty line is: the place of its newline, which follows the newline that ends the text.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        let newline = UInt8(ascii: "\n")
        return bytes.indices.dropFirst().last { bytes[$0] == newline && bytes[$0 - 1] == newline }
    }

    // By bytes, not by canonical equivalence of the text.
    public static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(text.utf8))
        hasher.combine(signatures)
    }
}
