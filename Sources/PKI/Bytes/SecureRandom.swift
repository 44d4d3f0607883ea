internal import COpenSSL

/// Random bytes for salts, identifiers and serial numbers, from OpenSSL's generator (seeded by the operating system).
public enum SecureRandom {
    public static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // A generator that fails must never be papered over: a predictable salt would undo a commitment.
            precondition(RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "no randomness")
            initialized = count
        }
    }
}
