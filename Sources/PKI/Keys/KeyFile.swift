internal import COpenSSL

/// What a key file holds: a private key, and with PKCS#12 (or a PEM that has both) its certificates.
public struct KeyFile: Sendable {
    public let key: PrivateKey
    /// The certificate of the key, DER; nil where the file holds none.
    public let certificate: [UInt8]?
    /// The other certificates, DER.
    public let chain: [[UInt8]]

    /// A key file of a person is a few KB; anything larger is not one.
    public static let maximumSize = 1 << 20

    /// Whether the bytes ask for a passphrase: PKCS#12 always, PEM where it is encrypted.
    public static func needsPassphrase(_ bytes: [UInt8]) -> Bool {
        guard PEM.looksLikePEM(bytes) else { return true }
        let text = String(decoding: bytes.prefix(Self.maximumSize), as: UTF8.self)
        return text.contains("ENCRYPTED")
    }

    /// Reads PEM (PKCS#8, PKCS#1 or SEC 1, encrypted or not) or PKCS#12.
    ///
    /// - Parameter passphrase: UTF-8 bytes; nil where there is none.
    /// - Throws: `PKIError`: `.keyMalformed`, `.passphraseNeeded`, `.wrongPassphrase`, `.keyUnsupported`.
    public init(_ bytes: [UInt8], passphrase: [UInt8]?) throws(PKIError) {
        guard bytes.count <= Self.maximumSize else { throw PKIError(.keyMalformed, "too large") }
        if PEM.looksLikePEM(bytes) {
            self = try Self.pem(bytes, passphrase: passphrase)
        } else {
            self = try Self.pkcs12(bytes, passphrase: passphrase)
        }
    }

    private init(key: PrivateKey, certificate: [UInt8]?, chain: [[UInt8]]) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }

    private static func pem(_ bytes: [UInt8], passphrase: [UInt8]?) throws(PKIError) -> KeyFile {
        if needsPassphrase(bytes), passphrase == nil { throw PKIError(.passphraseNeeded) }
        // The passphrase as a C string for OpenSSL's default callback; without one an encrypted key must fail, not ask.
        var secret = (passphrase ?? []) + [0]
        defer { secret.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
        let handle = secret.withUnsafeMutableBytes { secret in
            bytes.withUnsafeBytes { text -> OpaquePointer? in
                let bio = BIO_new_mem_buf(text.baseAddress, Int32(text.count))
                defer { BIO_free(bio) }
                return PEM_read_bio_PrivateKey(bio, nil, nil, secret.baseAddress)
            }
        }
        guard let handle else { throw .openSSL(needsPassphrase(bytes) ? .wrongPassphrase : .keyMalformed) }
        defer { EVP_PKEY_free(handle) }
        let key = try PrivateKey(borrowing: handle)
        let certificates = (PEM.blocks(bytes) ?? []).filter { $0.label == "CERTIFICATE" }.map(\.bytes)
        let own = certificates.first { (try? Certificate(der: $0))?.publicKeyInfo == key.publicKeyInfo }
        return KeyFile(key: key, certificate: own, chain: certificates.filter { $0 != own })
    }

    private static func pkcs12(_ bytes: [UInt8], passphrase: [UInt8]?) throws(PKIError) -> KeyFile {
        let container = bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            return d2i_PKCS12(nil, &cursor, buffer.count)
        }
        guard let container else { throw .openSSL(.keyMalformed) }
        defer { PKCS12_free(container) }
        guard let passphrase else { throw PKIError(.passphraseNeeded) }
        var secret = (passphrase + [0]).map { CChar(bitPattern: $0) }
        defer { secret.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
        guard PKCS12_verify_mac(container, secret, -1) == 1 else { throw .openSSL(.wrongPassphrase) }
        var handle: OpaquePointer?
        var own: OpaquePointer?
        var others: OpaquePointer?
        guard PKCS12_parse(container, secret, &handle, &own, &others) == 1 else { throw .openSSL(.keyMalformed) }
        defer {
            EVP_PKEY_free(handle)
            X509_free(own)
            kho_sk_X509_pop_free(others)
        }
        guard let handle else { throw PKIError(.keyMalformed, "no private key in this PKCS#12") }
        var chain: [[UInt8]] = []
        for index in 0..<max(0, kho_sk_X509_num(others)) {
            let other = kho_sk_X509_value(others, index)
            chain.append(withDER { i2d_X509(other, $0) })
        }
        return KeyFile(
            key: try PrivateKey(borrowing: handle),
            certificate: own.map { certificate in withDER { i2d_X509(certificate, $0) } },
            chain: chain)
    }
}
