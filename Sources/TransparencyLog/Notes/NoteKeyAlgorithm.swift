/// What a note key signs with, by the signature type byte of C2SP signed-note. Never guessed from a key's length.
public enum NoteKeyAlgorithm: Hashable, Sendable {
    /// 0x01: Ed25519 over the note's text.
    case ed25519
    /// 0x04: a witness's timestamped Ed25519 cosignature over a checkpoint (C2SP tlog-cosignature).
    case cosignatureV1
    /// A type that kho does not verify, by its byte.
    case unknown(UInt8)

    public init(_ byte: UInt8) {
        switch byte {
        case 0x01: self = .ed25519
        case 0x04: self = .cosignatureV1
        default: self = .unknown(byte)
        }
    }

    public var byte: UInt8 {
        switch self {
        case .ed25519: 0x01
        case .cosignatureV1: 0x04
        case .unknown(let byte): byte
        }
    }
}
