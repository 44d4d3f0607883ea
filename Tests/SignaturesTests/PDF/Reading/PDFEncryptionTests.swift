import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

@Suite("Encrypted PDF files")
struct PDFEncryptionTests {
    private static let title = "Don de nghi cap lai giay to"
    private static let content = String(repeating: "BT /F1 12 Tf 72 720 Td (Don de nghi) Tj ET\n", count: 50)

    /// Every way of encrypting that ISO 32000 knows (clause 7.6): RC4 of 40 and 128 bits, AES of 128 and 256.
    @Test(
        "whatever cipher a file has that opens without a password, its strings and streams are read",
        arguments: [
            ["40"], ["128", "--use-aes=n"], ["128", "--use-aes=y"], ["256", "--force-R5"], ["256"],
        ])
    func ciphers(_ cipher: [String]) throws {
        let folder = try TemporaryFolder()
        let (plain, path) = (folder.path + "/plain.pdf", folder.path + "/encrypted.pdf")
        var pdf = MintedPDF(content: Self.content)
        pdf.append([8: "<< /Title (\(Self.title)) >>"], trailer: "/Info 8 0 R")
        try Data(pdf.bytes).write(to: URL(fileURLWithPath: plain))
        let made = try ForeignTool.run(
            "qpdf",
            ["--allow-weak-crypto", "--stream-data=preserve", "--encrypt", "", "owner"] + cipher + ["--", plain, path])
        try #require(made.status == 0, "\(made.output)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        try #require(!String(decoding: bytes, as: UTF8.self).contains(Self.title))

        let revision = try PDFFile(MemorySource(bytes)).last()
        #expect(revision.isEncrypted)
        let information = try #require(try revision.dictionary(revision.trailer["Info"]))
        #expect(information["Title"]?.string == Array(Self.title.utf8))
        let pages = try #require(try revision.dictionary(revision.catalogue()["Pages"]))
        let page = try #require(try revision.dictionary(revision.array(pages["Kids"])?.first))
        let content = try #require(page["Contents"]?.reference)
        #expect(try revision.data(of: content, isDecoded: true, limit: 1 << 20) == Array(Self.content.utf8))
    }
}
