import PKI
import Signatures
import Testing
import VaultCore

@Suite("Receipts as archives")
struct ReceiptArchiveTests {
    @Test("what has more members than a receipt is none, before anything is unpacked")
    func tooMany() throws {
        var archive = ZipWriter()
        for number in 0...Receipt.Member.allCases.count { try archive.add("\(number)", [1]) }
        let bytes = try archive.bytes()
        #expect(throws: ZipError.self) { _ = try ZipReader(MemorySource(bytes), limits: Receipt.archiveLimits) }
        #expect(try ZipReader(MemorySource(bytes)).members.count == Receipt.Member.allCases.count + 1)
    }
}
