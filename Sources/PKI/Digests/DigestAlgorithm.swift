internal import COpenSSL

/// The digest algorithms that kho knows by name; which of them are good enough is the policy's question.
public enum DigestAlgorithm: String, Sendable, CaseIterable, Hashable {
    case md5, sha1, sha224, sha256, sha384, sha512
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case sha3_224 = "sha3-224"
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case sha3_256 = "sha3-256"
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case sha3_384 = "sha3-384"
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case sha3_512 = "sha3-512"
    /// SHAKE256 with 512 bits of output, as Ed448 in CMS uses it (RFC 8419 section 2.3).
    case shake256

    /// Bytes in one digest.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224, .sha3_224: 28
        case .sha256, .sha3_256: 32
        case .sha384, .sha3_384: 48
        case .sha512, .sha3_512, .shake256: 64
        }
    }

    /// The name as reports write it (`SHA256`, `SHA3-256`).
    public var displayName: String { rawValue.uppercased() }

    /// The algorithm's object identifier (RFC 3370, RFC 5754, NIST CSOR).
    public var oid: ObjectIdentifier { Self.oids.first { $0.algorithm == self }!.oid }

    public init?(oid: ObjectIdentifier) {
        guard let found = Self.oids.first(where: { $0.oid == oid }) else { return nil }
        self = found.algorithm
    }

    /// A list and no dictionary: for the first dictionary of a kind of key the runtime goes through every conformance in
    /// the program, a tenth of a millisecond in a process that lives for five.
    private static let oids: [(algorithm: DigestAlgorithm, oid: ObjectIdentifier)] = [
        (.md5, "1.2.840.113549.2.5"),
        (.sha1, "1.3.14.3.2.26"),
        (.sha224, "2.16.840.1.101.3.4.2.4"),
        (.sha256, "2.16.840.1.101.3.4.2.1"),
        (.sha384, "2.16.840.1.101.3.4.2.2"),
        (.sha512, "2.16.840.1.101.3.4.2.3"),
        (.sha3_224, "2.16.840.1.101.3.4.2.7"),
        (.sha3_256, "2.16.840.1.101.3.4.2.8"),
        (.sha3_384, "2.16.840.1.101.3.4.2.9"),
        (.sha3_512, "2.16.840.1.101.3.4.2.10"),
        (.shake256, "2.16.840.1.101.3.4.2.12"),
    ]

    /// OpenSSL's implementation, never freed. Those that signatures have are found once: looking one up for each digest
    /// takes locks that threads wait for.
    var evp: OpaquePointer {
        switch self {
        case .md5: EVP_md5()
        case .sha1: Self.sha1Found.pointer
        case .sha224: EVP_sha224()
        case .sha256: Self.sha256Found.pointer
        case .sha384: Self.sha384Found.pointer
        case .sha512: Self.sha512Found.pointer
        case .sha3_224: EVP_sha3_224()
        case .sha3_256: EVP_sha3_256()
        case .sha3_384: EVP_sha3_384()
        case .sha3_512: EVP_sha3_512()
        case .shake256: EVP_shake256()
        }
    }

    private static let sha1Found = Implementation("SHA1", else: EVP_sha1())
    private static let sha256Found = Implementation("SHA256", else: EVP_sha256())
    private static let sha384Found = Implementation("SHA384", else: EVP_sha384())
    private static let sha512Found = Implementation("SHA512", else: EVP_sha512())

    /// `@unchecked Sendable`: OpenSSL's own, shared and never changed; kept for as long as the process lives.
    private struct Implementation: @unchecked Sendable {
        let pointer: OpaquePointer

        /// - Parameter table: the library's own entry, which refuses to begin, as it should, where no provider has one.
        init(_ name: String, else table: OpaquePointer) { pointer = EVP_MD_fetch(nil, name, nil) ?? table }
    }
}
