import FuzzGround
import PKI
import Signatures

/// The reader and the validation of PDF files: what does not begin as one is none of this target's business.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Ground.input(bytes, count)
    guard input.starts(with: "%PDF-".utf8) else { return -1 }
    Ground.survives { try $0.validate(MemorySource(input), at: Ground.now) }
    return 0
}
