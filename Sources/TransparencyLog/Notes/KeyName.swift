import PKI

/// The rules for the names of note keys (C2SP signed-note, "Format" and "Signatures").
enum KeyName {
    /// Not empty, no Unicode space, no plus, no control character (which no note may hold).
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 }
    }

    /// SHA-256(name ‖ 0x0A ‖ type ‖ public key), its first four bytes as a big-endian number.
    static func keyID(name: String, algorithm: NoteKeyAlgorithm, publicKey: [UInt8]) -> UInt32 {
        let digest = Digest.sha256(of: Array(name.utf8) + [0x0a, algorithm.byte] + publicKey)
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Eight hexadecimal digits, lower case.
    static func text(keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// Splits `<name>+<key ID>+<base64>`, the common form of verifier and signing keys; the last part may hold a plus.
    static func parse(_ text: String) -> (name: String, keyID: UInt32, material: [UInt8])? {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), isValid(name),
            let id = [UInt8](hexadecimal: parts[1]), id.count == 4,
            let material = Base64.decode(parts[2]), !material.isEmpty
        else { return nil }
        return (name, id.reduce(0) { $0 << 8 | UInt32($1) }, material)
    }
}
