import Foundation
public import PKI

/// RFC 3161 tokens: those that the corpus's signatures carry.
public enum Tokens {
    /// What a token says that it stamps; nil where it cannot be read.
    public static func imprint(of token: [UInt8]) -> Digest? {
        let source = MemorySource(token)
        guard let pieces = try? SignedData(source).contentPieces,
            let content = try? pieces.flatMap({ try source.bytes($0) })
        else { return nil }
        return try? TimestampInfo(content).imprint
    }

    /// Writes the corpus's tokens, a file each, into the folder that `KHO_FUZZ_TOKENS` names; does nothing without it.
    public static func writeSeeds() {
        guard let folder = ProcessInfo.processInfo.environment["KHO_FUZZ_TOKENS"] else { return }
        let types: [ObjectIdentifier] = [
            .signatureTimestamp, .contentTimestamp, .escTimestamp, .certCRLTimestamp, .archiveTimestamp,
            .archiveTimestampV2, .archiveTimestampV3,
        ]
        for info in CorpusFiles.messages().flatMap(\.signerInfos) {
            for type in types {
                for value in (info.signed(type) + info.unsigned(type)).flatMap(\.values) {
                    let token = Array(value.encoded)
                    let name = "\(folder)/\(Digest.sha256(of: token).hexadecimal.prefix(16))"
                    try? Data(token).write(to: URL(fileURLWithPath: name))
                }
            }
        }
    }
}
