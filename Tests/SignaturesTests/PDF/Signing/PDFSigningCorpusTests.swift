import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// A signature added to every file of the corpus that can be signed: it is good, and the bytes before it are the same.
@Suite(
    "Signing the PAdES corpus",
    .enabled(if: Corpus.isUsable("pades") && (Command.python != nil || Corpus.isRequired), "no corpus, or no pyHanko"))
struct PDFSigningCorpusTests {
    private func files() throws -> [URL] {
        let folder = try #require(Corpus.folder("pades"), "the corpus is required and is not there")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }
    }

    @Test("every file is signed, or refused for a reason that is known")
    func corpus() throws {
        let desk = try PDFDesk()
        var signed: [String] = []
        var refused: [PDFSigningError.Code: [String]] = [:]
        var before: [String: Int] = [:]
        for url in try files() {
            let original = [UInt8](try Data(contentsOf: url))
            let name = url.lastPathComponent
            do {
                let file = try desk.sign(original)
                #expect(file.starts(with: original), "\(name)")
                try desk.folder.write(file, to: name)
                try desk.folder.write(original, to: "before-" + name)
                before[name] = try desk.pdfsig("before-" + name).count
                signed.append(name)
            } catch let error as PDFSigningError {
                refused[error.code, default: []].append(name)
            }
        }
        print("PAdES corpus: \(signed.count) signed, refused: \(refused)")
        #expect(signed.count > 50)
        #expect(Set(refused.keys).isSubset(of: [.notReadable, .encrypted, .changesForbidden, .fieldLocked]))

        // pyHanko: now, since most of these have certificates of other times.
        let opinions = try desk.pyHanko(signed + signed.map { "before-" + $0 })
        var judged = 0
        var compared = 0
        for name in signed {
            let own = opinions[name]?.first { $0.coverage == "ENTIRE_FILE" }
            let wasReadable = try desk.complaints("before-" + name) == ""
            if wasReadable { #expect(try desk.complaints(name) == "", "\(name)") }
            let seen = try desk.pdfsig(name)
            #expect(seen.count == (before[name] ?? 0) + 1, "\(name): \(seen)")
            // Some it cannot read, whoever has signed them.
            let isReadable = opinions["before-" + name] != nil
            judged += isReadable ? 1 : 0
            #expect(
                !isReadable || own.map { $0.intact && $0.valid && $0.trusted } ?? false,
                "\(name): \(opinions[name] ?? [])")
            // What was no suspicious change to an earlier signature before is none now.
            for earlier in opinions["before-" + name] ?? [] where earlier.changes != "OTHER" {
                let later = opinions[name]?.first { $0.field == earlier.field }
                #expect(["NONE", "LTA_UPDATES", "FORM_FILLING"].contains(later?.changes), "\(name): \(earlier.field)")
                compared += 1
            }
        }
        #expect(judged > signed.count - 5 && compared > 40)
    }
}
