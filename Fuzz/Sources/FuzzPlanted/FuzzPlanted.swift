/// A bug that only a fuzzer finds whose coverage and whose sanitizer both work: where it is not found, the other runs
/// prove nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    guard count > 4, input[0] == 0x6b, input[1] == 0x68, input[2] == 0x6f, input[3] == 0x21 else { return 0 }
    let beyond = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
    defer { beyond.deallocate() }
    beyond[count] = input[4]
    return 0
}
