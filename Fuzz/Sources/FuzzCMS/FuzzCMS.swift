import FuzzGround
import PKI
import Signatures

/// The reader and the validation of CMS files, by themselves and over an original.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Ground.input(bytes, count)
    guard !input.starts(with: "%PDF-".utf8) else { return -1 }
    Ground.survives { try $0.validate(MemorySource(input), at: Ground.now) }
    // An original that has whatever digest the signature states, so that what lies behind that comparison is reached.
    guard let message = try? SignedData(MemorySource(input)), message.contentPieces == nil else { return 0 }
    let digests = message.signerInfos.compactMap { info -> Digest? in
        guard let algorithm = DigestAlgorithm(oid: info.digestAlgorithm.oid),
            let stated = try? info.onlyValue(.messageDigest)?.octets()
        else { return nil }
        return Digest(algorithm: algorithm, bytes: stated)
    }
    let original = OriginalContent(name: "original", source: MemorySource([0x78]), knownDigests: digests)
    Ground.survives { try $0.validate(MemorySource(input), contents: [original], at: Ground.now) }
    return 0
}
