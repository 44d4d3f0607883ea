import Glibc
import PKI
import VaultCore

/// `keys/erasure.key`: 64 hexadecimal digits on a line, made when an erasure first needs it.
enum ErasureKeyFile {
    /// - Returns: nil where there is none.
    /// - Throws: `KEY_MALFORMED`.
    static func read(_ layout: VaultLayout) throws -> ErasureKey? {
        guard let bytes = try SmallFile.read(layout.erasureKey) else { return nil }
        guard bytes.last == UInt8(ascii: "\n"), let key = [UInt8](hexadecimal: Array(bytes.dropLast())),
            let key = ErasureKey(key)
        else { throw VaultError(.keyMalformed, ["key": "erasure"]) }
        return key
    }

    /// The key that is there, else a new one. Two processes that make one at once get the same.
    static func make(_ layout: VaultLayout) throws -> ErasureKey {
        if let key = try read(layout) { return key }
        let temporary = "\(layout.keys)/.\(SecureRandom.bytes(8).hexadecimal).new"
        let text = SecureRandom.bytes(ErasureKey.byteCount).hexadecimal + "\n"
        try DurableWrite.stage(Array(text.utf8), at: temporary, mode: 0o600)
        defer { unlink(temporary) }
        // Unlike a rename, a link never takes the place of another's.
        guard link(temporary, layout.erasureKey) == 0 || errno == EEXIST else { throw SystemError.last("link") }
        try DurableWrite.syncFolder(layout.keys)
        guard let key = try read(layout) else { throw VaultError(.keyMissing, ["key": "erasure"]) }
        return key
    }
}
