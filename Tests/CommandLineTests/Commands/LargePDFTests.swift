import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Large PDF files")
struct LargePDFTests {
    private static let streamSize = 1 << 30
    /// Well under the file, and what a small one takes too.
    private static let maximumKilobytes = 64 << 10

    /// A PDF file of one page, whose attachment is a stream of a gibibyte of zeros: a hole in the file.
    private func write(_ path: String) throws {
        let head = """
            %PDF-1.7
            1 0 obj
            << /Type /Catalog /Pages 2 0 R /Large 4 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count 1 >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
            endobj
            4 0 obj
            << /Length \(Self.streamSize) >>
            stream

            """
        func offset(_ object: Int) throws -> String {
            let place = try #require(head.range(of: "\(object) 0 obj")).lowerBound
            let text = String(head.utf8.distance(from: head.startIndex, to: place))
            return String(repeating: "0", count: 10 - text.count) + text + " 00000 n \n"
        }
        let end = "\nendstream\nendobj\n"
        let start = head.utf8.count + Self.streamSize + end.utf8.count
        let table = try "xref\n0 5\n0000000000 65535 f \n" + (1...4).map(offset).joined()
        let trailer = "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        let file = try #require(fopen(path, "w"))
        fputs(head, file)
        fseek(file, Self.streamSize, SEEK_CUR)
        fputs(end + "xref" + table.dropFirst(4) + trailer, file)
        fclose(file)
    }

    @Test("a gibibyte is signed as a stream, twice, in under 64 MiB of memory")
    func gibibyte() async throws {
        let desk = try await Desk()
        try write(desk.folder.file("lon.pdf"))
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        for (source, target) in [("lon.pdf", "mot.pdf"), ("mot.pdf", "hai.pdf")] {
            let signed = try await desk.kho(
                ["sign", source, "-o", target, "--key", key, "--passphrase-file", passphrase],
                confinement: LargeContentTests.measured)
            try #require(signed.status == 0, "\(signed.errors)")
            let kilobytes = try #require(Int(signed.errors.split(separator: "\n").last ?? ""), "\(signed.errors)")
            #expect(kilobytes > 1000 && kilobytes < Self.maximumKilobytes)
        }
        let seen = try await RunningProgram.run(["pdfsig", "-nocert", "hai.pdf"], in: desk.folder.path)
        #expect(seen.lines.filter { $0.hasSuffix("Signature is Valid.") }.count == 2, "\(seen.output)\(seen.errors)")
    }
}
