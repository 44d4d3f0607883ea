import FuzzGround
import PKI
import Signatures

/// The reader and the validation of RFC 3161 tokens.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Ground.input(bytes, count)
    // A token that stamps what it says it stamps, so that what lies behind that comparison is reached.
    let stated = Tokens.imprint(of: input)
    Ground.survives { try $0.validate(timestamp: input, at: Ground.now) { _ in stated } }
    return 0
}

/// Tokens stand inside the files of the corpus: this target takes them out, for its own seeds.
@_cdecl("LLVMFuzzerInitialize")
public func prepare(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    Tokens.writeSeeds()
    return 0
}
