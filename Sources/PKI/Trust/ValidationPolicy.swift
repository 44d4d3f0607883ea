/// Algorithm and freshness constraints: the file `certs/policy` (design.md section 3).
///
/// One `key value` a line; `#` starts a comment. What is not named keeps its default:
///
///     refuse-digest md5                       # may be repeated
///     minimum-rsa-bits 1024                   # under this, refused; under 2048, flagged
///     require-timestamp-revocation yes        # a timestamp counts only where its authority's status is known
///     maximum-age-without-next-update 86400   # seconds that a CRL or OCSP answer without nextUpdate stays fresh
public struct ValidationPolicy: Sendable, Hashable {
    /// Digests that make any signature, timestamp or certificate unacceptable.
    public var refusedDigests: [DigestAlgorithm] = [.md5]
    /// Smaller RSA keys can be broken for money; everything under 2048 is flagged besides.
    public var minimumRSABits = 1024
    /// Smaller curves likewise (ETSI TS 119 312 clause 8 goes down to 224 bits for old signatures).
    public static let minimumCurveBits = 224
    public var requiresTimestampRevocation = true
    public var maximumAgeWithoutNextUpdate: Int64 = 86400
    /// The SHA-256 of the file's bytes; of no bytes for the defaults.
    public private(set) var digest = Digest.sha256(of: [UInt8]())

    public static let standard = ValidationPolicy()

    /// A policy file is a few lines; a larger one is a mistake.
    public static let maximumSize = 64 * 1024

    private init() {}

    /// Whether keys of this kind are large enough; DSA's groups are measured as RSA's.
    public func accepts(_ kind: KeyKind) -> Bool {
        switch kind {
        case .rsa(let bits), .rsaPSS(let bits), .dsa(let bits): bits >= minimumRSABits
        case .ec(let bits): bits >= Self.minimumCurveBits
        case .ed25519, .ed448: true
        }
    }

    /// A line of the policy file that says nothing kho knows.
    public struct LineError: Error, Sendable, Hashable {
        public let line: Int
        public let text: String
    }

    /// - Throws: `LineError` for an unknown key, a bad value, or a file that is too large (line 0): a policy that is
    ///   half understood would be weaker than its author meant.
    public init(parsing bytes: [UInt8]) throws(LineError) {
        guard bytes.count <= Self.maximumSize else { throw LineError(line: 0, text: "") }
        digest = .sha256(of: bytes)
        let lines = String(decoding: bytes, as: UTF8.self)
            // By what Swift calls a newline: CR LF is one character, and equals neither of its halves.
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            guard words.count == 2, apply(String(words[0]), String(words[1])) else {
                throw LineError(line: number + 1, text: String(line))
            }
        }
    }

    private mutating func apply(_ key: String, _ value: String) -> Bool {
        switch key {
        case "refuse-digest":
            guard let digest = DigestAlgorithm(rawValue: value) else { return false }
            if !refusedDigests.contains(digest) { refusedDigests.append(digest) }
        case "minimum-rsa-bits":
            guard let bits = Int(value), (1024...16384).contains(bits) else { return false }
            minimumRSABits = bits
        case "require-timestamp-revocation":
            guard value == "yes" || value == "no" else { return false }
            requiresTimestampRevocation = value == "yes"
        case "maximum-age-without-next-update":
            guard let seconds = Int64(value), (0...31_536_000).contains(seconds) else { return false }
            maximumAgeWithoutNextUpdate = seconds
        default: return false
        }
        return true
    }
}
