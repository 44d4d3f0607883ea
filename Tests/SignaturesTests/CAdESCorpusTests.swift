import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Every labelled CMS/CAdES file of the corpus: what is intact is found intact, what is not is not.
@Suite("CAdES corpus", .enabled(if: Corpus.isUsable("cades")))
struct CAdESCorpusTests {
    static func folder() throws -> URL {
        try #require(Corpus.folder("cades"), "the corpus is required and is not there")
    }

    static func labels() throws -> [CorpusLabel] { try CorpusLabel.all(in: "cades") }

    /// Validates one labelled file with its originals; without anchors, since the labels say nothing of trust.
    static func report(_ label: CorpusLabel) throws -> ValidationReport {
        let folder = try folder()
        var helpers: [[UInt8]] = []
        if let name = label.signerCertificate {
            helpers = try Certificate.all(in: [UInt8](Data(contentsOf: folder.appending(path: name)))).map(\.der)
        }
        var contents = try (label.detachedContent ?? []).map {
            OriginalContent(name: $0, source: try FileSource(path: folder.appending(path: $0).path))
        }
        if let known = label.detachedDigest {
            let digest = try #require(
                Base64.decode(known.valueBase64).flatMap { Digest(algorithm: .sha256, bytes: $0) })
            contents.append(OriginalContent(name: "digest alone", source: MemorySource([]), knownDigests: [digest]))
        }
        let validator = SignatureValidator(trust: TrustStore(anchors: [], intermediates: helpers))
        return try validator.validate(
            FileSource(path: folder.appending(path: label.file).path), contents: contents, at: .now())
    }

    @Test("malformed files are refused, and nothing without an anchor passes")
    func failClosed() throws {
        for label in try Self.labels() {
            if label.parse == "rejected" {
                #expect(throws: SignedFileError.self, "\(label.file)") { try Self.report(label) }
            } else {
                #expect(try Self.report(label).indication != .totalPassed, "\(label.file)")
            }
        }
    }

    @Test("no file that is not intact is called intact")
    func noFalseAccept() throws {
        for label in try Self.labels() where label.parse == "ok" && label.intact == .all(false) {
            let report = try Self.report(label)
            #expect(report.signatures.allSatisfy { !$0.intact }, "\(label.file)")
        }
    }

    @Test("at least 98 % of the uncontested labels are met, in intactness and in number")
    func agreement() throws {
        var compared = 0
        var differing: [String] = []
        for label in try Self.labels() where label.parse == "ok" && label.isUncontested {
            compared += 1
            let report = try Self.report(label)
            let intact = Set(report.signatures.map(\.intact))
            let met: Bool =
                switch label.intact {
                case .all(let value): intact == [value]
                case .mixed: intact.count == 2
                case nil: true
                }
            if !met { differing.append("\(label.file): intact \(intact), \(report.signatures.map(\.reasons))") }
            if let count = label.signatures, report.signatures.count != count {
                differing.append("\(label.file): \(report.signatures.count) signatures, not \(count)")
            }
        }
        #expect(Double(differing.count) <= 0.02 * Double(compared), "\(differing.joined(separator: "\n"))")
        print("CAdES corpus: \(compared) uncontested labels, \(differing.count) differ: \(differing)")
    }
}
