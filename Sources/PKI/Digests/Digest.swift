/// A digest with the algorithm that made it; written `sha256:9f86…`, so that another algorithm can follow.
///
/// For example:
///
///     Digest.sha256(of: bytes).description   // "sha256:9f86d081…"
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public let algorithm: DigestAlgorithm
    /// The raw digest, as long as the algorithm says.
    public let bytes: [UInt8]

    /// - Returns: nil where `bytes` has another length than the algorithm makes.
    public init?(algorithm: DigestAlgorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8], algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Parses `sha256:` and 64 lower-case hexadecimal digits (likewise `sha512:` …); nil for anything else.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(parts[0]),
            let algorithm = DigestAlgorithm(rawValue: name),
            let bytes = [UInt8](hexadecimal: parts[1])
        else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    public var description: String { "\(algorithm.rawValue):\(hexadecimal)" }

    /// The digest alone, in lower-case hexadecimal.
    public var hexadecimal: String { bytes.hexadecimal }

    /// SHA-256 of bytes in memory.
    public static func sha256(of bytes: some ContiguousBytes) -> Digest { .init(of: bytes, by: .sha256) }

    /// The digest of bytes in memory.
    public init(of bytes: some ContiguousBytes, by algorithm: DigestAlgorithm) {
        var hasher = Hasher(algorithm)
        hasher.update(bytes)
        self = hasher.finalize()
    }
}
