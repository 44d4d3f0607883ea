internal import COpenSSL

/// A public key of a certificate, for checking signatures.
public struct PublicKey: ~Copyable {
    private let handle: OpaquePointer

    /// Takes a reference of its own.
    init(borrowing handle: OpaquePointer) {
        EVP_PKEY_up_ref(handle)
        self.handle = handle
    }

    deinit { EVP_PKEY_free(handle) }

    public var kind: KeyKind? { KeyKind(handle) }

    /// Whether `signature` is this key's over `message` by `algorithm`. False also where the key is of another kind
    /// than the algorithm: a signature is never checked by what the key happens to be.
    public func verifies(
        _ signature: [UInt8], of message: some ContiguousBytes, by algorithm: SignatureAlgorithm
    ) -> Bool {
        guard let kind, algorithm.fits(kind) else { return false }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var keyContext: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &keyContext, algorithm.digest?.evp, nil, handle) == 1 else { return false }
        var value = signature
        switch algorithm {
        case .rsaPSS(_, let maskDigest, let saltLength):
            guard kho_pkey_set_pss(keyContext, maskDigest.evp, Int32(saltLength)) == 1 else { return false }
        case .plainECDSA:
            guard let der = Self.ecdsaDER(fromPlain: signature) else { return false }
            value = der
        default: break
        }
        return message.withUnsafeBytes { buffer in
            EVP_DigestVerify(
                context, value, value.count, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count) == 1
        }
    }

    /// Whether `signature` is this key's over a message of which only the digest is known; false for EdDSA.
    public func verifies(_ signature: [UInt8], ofDigest digest: Digest, by algorithm: SignatureAlgorithm) -> Bool {
        guard let kind, algorithm.fits(kind), algorithm.digest == digest.algorithm,
            let context = EVP_PKEY_CTX_new(handle, nil)
        else { return false }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_PKEY_verify_init(context) == 1, kho_pkey_set_digest(context, digest.algorithm.evp) == 1 else {
            return false
        }
        var value = signature
        switch algorithm {
        case .rsaPSS(_, let maskDigest, let saltLength):
            guard kho_pkey_set_pss(context, maskDigest.evp, Int32(saltLength)) == 1 else { return false }
        case .plainECDSA:
            guard let der = Self.ecdsaDER(fromPlain: signature) else { return false }
            value = der
        default: break
        }
        return EVP_PKEY_verify(context, value, value.count, digest.bytes, digest.bytes.count) == 1
    }

    /// BSI TR-03111's plain format `r ‖ s` as the SEQUENCE that OpenSSL reads.
    private static func ecdsaDER(fromPlain signature: [UInt8]) -> [UInt8]? {
        guard signature.count.isMultiple(of: 2), (2...264).contains(signature.count) else { return nil }
        let half = signature.count / 2
        return DER.sequence(DER.unsignedInteger(signature[..<half]), DER.unsignedInteger(signature[half...]))
    }
}
