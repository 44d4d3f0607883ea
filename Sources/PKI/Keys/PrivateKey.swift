internal import COpenSSL

/// A private key in memory (PKCS#8), from a PEM or PKCS#12 file, or newly made.
///
/// What crosses tasks is the key's DER; OpenSSL's handle lives within one call.
public struct PrivateKey: SigningKey {
    /// PKCS#8 PrivateKeyInfo, DER, not encrypted.
    public let pkcs8: [UInt8]
    public let kind: KeyKind
    public let publicKeyInfo: [UInt8]

    init(borrowing handle: OpaquePointer) throws(PKIError) {
        guard let kind = KeyKind(handle) else { throw PKIError(.keyUnsupported) }
        guard let info = EVP_PKEY2PKCS8(handle) else { throw .openSSL(.keyMalformed) }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        pkcs8 = withDER { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
        publicKeyInfo = withDER { i2d_PUBKEY(handle, $0) }
        self.kind = kind
    }

    /// The kinds that kho makes itself.
    public enum NewKind: Sendable {
        case rsa(bits: UInt32)
        case p256, p384
        case ed25519
    }

    /// Makes a new key.
    public static func generate(_ kind: NewKind) throws(PKIError) -> PrivateKey {
        let handle: OpaquePointer? =
            switch kind {
            case .rsa(let bits): kho_rsa_generate(bits)
            case .p256: kho_ec_generate("P-256")
            case .p384: kho_ec_generate("P-384")
            case .ed25519: kho_pkey_generate("ED25519")
            }
        guard let handle else { throw .openSSL(.keyUnsupported) }
        defer { EVP_PKEY_free(handle) }
        return try PrivateKey(borrowing: handle)
    }

    /// The key as an unencrypted PKCS#8 PEM, for a file of mode 0600.
    public var pem: String { PEM.armour(pkcs8, label: "PRIVATE KEY") }

    public func sign(_ message: [UInt8], by algorithm: SignatureAlgorithm) throws(PKIError) -> [UInt8] {
        guard algorithm.fits(kind) else { throw PKIError(.keyUnsupported, "the key cannot make \(algorithm.name)") }
        return try withHandle { handle throws(PKIError) in
            guard let context = EVP_MD_CTX_new() else { throw .openSSL(.signingFailed) }
            defer { EVP_MD_CTX_free(context) }
            var keyContext: OpaquePointer?
            guard EVP_DigestSignInit(context, &keyContext, algorithm.digest?.evp, nil, handle) == 1 else {
                throw .openSSL(.signingFailed)
            }
            if case .rsaPSS(_, let maskDigest, let saltLength) = algorithm {
                guard kho_pkey_set_pss(keyContext, maskDigest.evp, Int32(saltLength)) == 1 else {
                    throw .openSSL(.signingFailed)
                }
            }
            var count = 0
            guard EVP_DigestSign(context, nil, &count, message, message.count) == 1 else {
                throw .openSSL(.signingFailed)
            }
            var signature = [UInt8](repeating: 0, count: count)
            guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else {
                throw .openSSL(.signingFailed)
            }
            return Array(signature.prefix(count))
        }
    }

    /// Calls `body` with OpenSSL's handle, freed afterwards.
    func withHandle<R>(_ body: (OpaquePointer) throws(PKIError) -> R) throws(PKIError) -> R {
        let handle = pkcs8.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &cursor, buffer.count)
        }
        guard let handle else { throw .openSSL(.keyMalformed) }
        defer { EVP_PKEY_free(handle) }
        return try body(handle)
    }
}
