/// What a witness answers, as the one who asked reads it (C2SP tlog-witness, `add-checkpoint`).
public enum WitnessAnswer: Hashable, Sendable {
    /// A line has some 150 bytes, a post-quantum one 3.3 KB; some witnesses sign with several keys.
    public static let maximumByteCount = 64 << 10
    /// The media type of an answer that tells the size.
    public static let sizeMediaType = "text/x.tlog.size"

    /// The line by the witness's known key, verified, and its time.
    case cosigned(NoteSignature, time: UInt64)
    /// It cosigned a checkpoint of this size last.
    case otherSize(UInt64)
    /// It holds another tree of the same size.
    case fork
    /// The proof does not lead from what it knows to the checkpoint, it says.
    case notConsistent
    /// It knows no such log.
    case unknownLog
    /// It trusts none of the keys that signed.
    case notSignedByLog
    /// Another status, or one that does not fit what came with it.
    case unusable(status: Int)

    /// - Parameters:
    ///   - mediaType: of the body, as it came; nil for none.
    ///   - witness: its key, as it is pinned.
    ///   - text: of the checkpoint that it was asked to cosign.
    public init(status: Int, mediaType: String?, body: [UInt8], of witness: NoteVerifierKey, over text: String) {
        switch status {
        case 200: self = Self.cosigned(body, by: witness, over: text) ?? .unusable(status: status)
        case 409 where Self.isSize(mediaType):
            self = Self.size(body).map { .otherSize($0) } ?? .unusable(status: status)
        case 409: self = .fork
        case 422: self = .notConsistent
        case 404: self = .unknownLog
        case 403: self = .notSignedByLog
        default: self = .unusable(status: status)
        }
    }

    /// Letter case and parameters, which a proxy may add, say nothing else (RFC 9110 section 8.3.1): a size that is taken for
    /// a fork would be a false alarm.
    private static func isSize(_ mediaType: String?) -> Bool {
        guard let mediaType else { return false }
        let type = mediaType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        return type.lowercased() == sizeMediaType
    }

    /// Lines of other keys are ignored; one of this key that does not verify makes the answer useless.
    private static func cosigned(
        _ body: [UInt8], by witness: NoteVerifierKey, over text: String
    ) -> WitnessAnswer? {
        let newline = UInt8(ascii: "\n")
        guard body.count <= maximumByteCount, body.last == newline else { return nil }
        let lines = body.dropLast().split(
            separator: newline, maxSplits: SignedNote.maximumSignatureCount, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.maximumSignatureCount else { return nil }
        var own: [NoteSignature] = []
        var times: [UInt64] = []
        for line in lines {
            guard let signature = NoteSignature(line: line) else { return nil }
            guard witness.claims(signature) else { continue }
            guard let cosignature = Cosignature(verifying: signature, by: witness, over: text) else { return nil }
            own.append(signature)
            times.append(cosignature.time)
        }
        // Of several, the earliest says the most.
        guard let time = times.min(), let at = times.firstIndex(of: time) else { return nil }
        return .cosigned(own[at], time: time)
    }

    /// A decimal number and a newline.
    private static func size(_ body: [UInt8]) -> UInt64? {
        guard body.last == UInt8(ascii: "\n") else { return nil }
        return UInt64(canonicalDecimal: body.dropLast())
    }
}
