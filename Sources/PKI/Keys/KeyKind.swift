internal import COpenSSL

/// The kinds of key that kho signs and verifies with.
public enum KeyKind: Sendable, Hashable {
    /// With the modulus' bits.
    case rsa(bits: Int)
    /// An RSA key that may be used for RSASSA-PSS alone.
    case rsaPSS(bits: Int)
    /// With the bits of the curve's order.
    case ec(bits: Int)
    case ed25519, ed448
    case dsa(bits: Int)

    init?(_ key: OpaquePointer?) {
        let bits = Int(EVP_PKEY_get_bits(key))
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: self = .rsa(bits: bits)
        case EVP_PKEY_RSA_PSS: self = .rsaPSS(bits: bits)
        case EVP_PKEY_EC: self = .ec(bits: bits)
        case EVP_PKEY_ED25519: self = .ed25519
        case EVP_PKEY_ED448: self = .ed448
        case EVP_PKEY_DSA: self = .dsa(bits: bits)
        default: return nil
        }
    }

    /// As reports write it: `RSA-2048`, `EC-256`.
    public var name: String {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits): "RSA-\(bits)"
        case .ec(let bits): "EC-\(bits)"
        case .ed25519: "Ed25519"
        case .ed448: "Ed448"
        case .dsa(let bits): "DSA-\(bits)"
        }
    }

    /// The modulus' bits of an RSA key.
    public var rsaBits: Int? {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits): bits
        default: nil
        }
    }
}
