/// What a log says of itself at one moment: its origin, its size and its root (C2SP tlog-checkpoint).
///
/// For example:
///
///     let note = Checkpoint(origin: key.name, size: frontier.size, root: frontier.root).signed(by: key)
///     let checkpoint = try Checkpoint(parsing: note.text)   // after the signature was verified
public struct Checkpoint: Hashable, Sendable {
    /// The log's identity, the first line.
    public let origin: String
    /// Leaves in the tree.
    public let size: UInt64
    public let root: MerkleHash
    /// Lines after the third. kho writes none; those of other logs are kept, and mean nothing here.
    public let extensionLines: [String]

    /// - Parameter origin: valid by `isValidOrigin`; an operator's input is to be tested with it first.
    public init(origin: String, size: UInt64, root: MerkleHash) {
        precondition(Self.isValidOrigin(origin), "an origin is one line of text")
        self.init(origin: origin, size: size, root: root, extensionLines: [])
    }

    private init(origin: String, size: UInt64, root: MerkleHash, extensionLines: [String]) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    /// Whether a text can be an origin: not empty, no control character. A log key's name always can.
    public static func isValidOrigin(_ origin: String) -> Bool {
        !origin.isEmpty && origin.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// Parses a note's text strictly: `text` would give the same bytes again.
    ///
    /// This says nothing of who signed; see `SignedNote.isSigned(by:)` and `LogPolicy`.
    public init(parsing text: String) throws(CheckpointError) {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, lines.count >= 3,
            lines.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 >= 0x20 } })
        else { throw .malformedLines }
        guard let size = UInt64(canonicalDecimal: lines[1]) else { throw .malformedSize }
        guard let root = MerkleHash(base64: lines[2]), size > 0 || root == .emptyRoot else { throw .malformedRoot }
        self.init(
            origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root,
            extensionLines: lines[3...].map { String(decoding: $0, as: UTF8.self) })
    }

    /// The note text: each line ended by a newline.
    public var text: String {
        ([origin, String(size), root.base64] + extensionLines).map { $0 + "\n" }.joined()
    }

    /// The checkpoint as a note with one signature.
    public func signed(by key: NoteSigningKey) -> SignedNote {
        let text = self.text
        return SignedNote(text: text, signatures: [key.sign(text)])
    }

    // By bytes, not by canonical equivalence of the origin.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    public func hash(into hasher: inout Hasher) { hasher.combine(Array(text.utf8)) }
}
