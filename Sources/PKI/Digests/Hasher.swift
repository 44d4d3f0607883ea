internal import COpenSSL

/// A digest in the making, for content that streams.
///
/// For example:
///
///     var hasher = Hasher(.sha256)
///     hasher.update(chunk)
///     let digest = hasher.finalize()
public struct Hasher: ~Copyable {
    private let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    public init(_ algorithm: DigestAlgorithm) {
        let context = EVP_MD_CTX_new()!
        // Can only fail where memory ran out or the library is broken: then no digest may be given at all.
        precondition(EVP_DigestInit_ex(context, algorithm.evp, nil) == 1, "OpenSSL refuses \(algorithm.rawValue)")
        self.algorithm = algorithm
        self.context = context
    }

    private init(algorithm: DigestAlgorithm, context: OpaquePointer) {
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Another one that has been given the same.
    public func copy() -> Hasher {
        let context = EVP_MD_CTX_new()!
        precondition(EVP_MD_CTX_copy_ex(context, self.context) == 1, "OpenSSL failed to hash")
        return Hasher(algorithm: algorithm, context: context)
    }

    public mutating func update(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { update(buffer: $0) }
    }

    public mutating func update(buffer: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1, "OpenSSL failed to hash")
    }

    /// The digest of all that was given.
    public consuming func finalize() -> Digest {
        let algorithm = self.algorithm
        let bytes = [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, count in
            let done =
                algorithm == .shake256
                ? EVP_DigestFinalXOF(context, buffer.baseAddress, algorithm.byteCount)
                : EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(done == 1, "OpenSSL failed to hash")
            count = algorithm.byteCount
        }
        return Digest(unchecked: bytes, algorithm: algorithm)
    }
}
