internal import COpenSSL

/// HMAC-SHA-256 under one key (RFC 2104).
public struct MessageAuthenticationCode: Sendable {
    public static let byteCount = 32

    private let key: [UInt8]

    /// - Parameter key: a secret of 32 bytes or more; longer than 64 it is hashed first.
    public init(key: [UInt8]) { self.key = key }

    /// - Returns: `byteCount` bytes.
    public func code(of message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            var length: UInt32 = 0
            let made = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, buffer.baseAddress, &length)
            // Can only fail where memory ran out or the library is broken: then no code may be given at all.
            precondition(made != nil && length == Self.byteCount, "OpenSSL made no HMAC")
            count = Self.byteCount
        }
    }

    /// Whether a code, or the first bytes of one, is this message's. How long it takes does not tell where they differ.
    /// - Parameter code: what is too short to prove anything (under 16 bytes) is refused.
    public func isValid(_ code: some Collection<UInt8>, of message: [UInt8]) -> Bool {
        let given = Array(code)
        guard (16...Self.byteCount).contains(given.count) else { return false }
        return CRYPTO_memcmp(given, self.code(of: message), given.count) == 0
    }
}
