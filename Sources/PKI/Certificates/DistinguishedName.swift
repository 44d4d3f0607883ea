internal import COpenSSL

/// A distinguished name (RFC 5280 section 4.1.2.4), as its DER and as its attributes in the order of the file.
public struct DistinguishedName: Sendable, Hashable {
    public struct Attribute: Sendable, Hashable {
        public let type: ObjectIdentifier
        /// The value as UTF-8; bytes that are no valid text are replaced by U+FFFD.
        public let value: String

        public init(type: ObjectIdentifier, value: String) {
            self.type = type
            self.value = value
        }
    }

    public let der: [UInt8]
    public let attributes: [Attribute]
    /// RFC 4514, non-ASCII characters left as they are. Whoever shows it escapes it.
    public let text: String

    init(_ name: OpaquePointer?) {
        der = withDER { i2d_X509_NAME(name, $0) }
        var attributes: [Attribute] = []
        for index in 0..<X509_NAME_entry_count(name) {
            let entry = X509_NAME_get_entry(name, index)
            let object = X509_NAME_ENTRY_get_object(entry)
            attributes.append(
                Attribute(
                    type: ObjectIdentifier(
                        content: UnsafeBufferPointer(start: OBJ_get0_data(object), count: OBJ_length(object))),
                    value: Self.text(X509_NAME_ENTRY_get_data(entry))))
        }
        self.attributes = attributes
        let bio = BIO_new(BIO_s_mem())
        defer { BIO_free(bio) }
        let flags =
            UInt(
                bitPattern: Int(
                    ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN
                        | ASN1_STRFLGS_DUMP_DER))
            | UInt(XN_FLAG_SEP_COMMA_PLUS) | UInt(XN_FLAG_DN_REV) | UInt(XN_FLAG_FN_SN)
            | UInt(XN_FLAG_DUMP_UNKNOWN_FIELDS)
        X509_NAME_print_ex(bio, name, 0, flags)
        var start: UnsafeMutablePointer<CChar>?
        let count = kho_bio_mem_data(bio, &start)
        text =
            start.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: max(0, count)), as: UTF8.self) } ?? ""
    }

    /// The values of one attribute type, in order.
    public func values(_ type: ObjectIdentifier) -> [String] {
        attributes.filter { $0.type == type }.map(\.value)
    }

    private static func text(_ value: UnsafeMutablePointer<ASN1_STRING>?) -> String {
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&utf8, value)
        defer { kho_openssl_free(utf8) }
        guard count >= 0, let utf8 else {
            ERR_clear_error()
            return "\u{FFFD}"
        }
        return String(decoding: UnsafeBufferPointer(start: utf8, count: Int(count)), as: UTF8.self)
    }
}

extension ObjectIdentifier {
    public static let commonName: ObjectIdentifier = "2.5.4.3"
    public static let serialNumber: ObjectIdentifier = "2.5.4.5"
    public static let organizationName: ObjectIdentifier = "2.5.4.10"
    public static let userID: ObjectIdentifier = "0.9.2342.19200300.100.1.1"
}

/// The bytes that one of OpenSSL's `i2d_` functions writes; empty where it refuses.
func withDER(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let count = encode(nil)
    guard count > 0 else {
        ERR_clear_error()
        return []
    }
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
        var cursor = buffer.baseAddress
        initialized = max(0, Int(encode(&cursor)))
    }
}
