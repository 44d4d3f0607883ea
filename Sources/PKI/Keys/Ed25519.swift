internal import COpenSSL

/// Ed25519 (RFC 8032) on raw keys, as the transparency log's signed notes use it.
public enum Ed25519 {
    /// Bytes of a seed (private key) and of a public key.
    public static let keyByteCount = 32
    public static let signatureByteCount = 64

    /// The public key of a 32-byte seed; nil where the seed has another length.
    public static func publicKey(seed: [UInt8]) -> [UInt8]? {
        guard seed.count == keyByteCount,
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        defer { EVP_PKEY_free(key) }
        var count = keyByteCount
        var raw = [UInt8](repeating: 0, count: count)
        guard EVP_PKEY_get_raw_public_key(key, &raw, &count) == 1, count == keyByteCount else { return nil }
        return raw
    }

    /// The 64-byte signature over `message`; nil where the seed is no seed.
    public static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8]? {
        guard seed.count == keyByteCount,
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var count = signatureByteCount
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == signatureByteCount
        else { return nil }
        return signature
    }

    /// Whether `signature` is this key's over `message`; false for keys and signatures of a wrong length.
    public static func verify(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard publicKey.count == keyByteCount, signature.count == signatureByteCount,
            let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
        else { return false }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let good =
            EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        ERR_clear_error()
        return good
    }
}
