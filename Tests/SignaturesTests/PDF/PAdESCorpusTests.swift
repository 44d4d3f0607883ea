import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Every labelled PDF of the corpus: what is intact, how many signatures there are, what was changed after signing.
@Suite("PAdES corpus", .enabled(if: Corpus.isUsable("pades")))
struct PAdESCorpusTests {
    /// Validates one labelled file without anchors, since the labels say nothing of trust.
    static func report(_ label: CorpusLabel) throws -> ValidationReport {
        let folder = try #require(Corpus.folder("pades"), "the corpus is required and is not there")
        return try SignatureValidator(trust: TrustStore(anchors: []))
            .validate(FileSource(path: folder.appending(path: label.file).path), at: .now())
    }

    @Test("malformed files are refused, and nothing without an anchor passes")
    func failClosed() throws {
        for label in try CorpusLabel.all(in: "pades") {
            if label.parse == "rejected" {
                #expect(throws: SignedFileError.self, "\(label.file)") { try Self.report(label) }
            } else {
                #expect((try? Self.report(label))?.indication != .totalPassed, "\(label.file)")
            }
        }
    }

    @Test("no file that is not intact is called intact")
    func noFalseAccept() throws {
        for label in try CorpusLabel.all(in: "pades") where label.parse == "ok" && label.intact == .all(false) {
            let report = try Self.report(label)
            #expect(report.signatures.allSatisfy { !$0.intact }, "\(label.file)")
        }
    }

    @Test("at least 98 % of the uncontested labels are met, in intactness and in number")
    func agreement() throws {
        var compared = 0
        var differing: [String] = []
        for label in try CorpusLabel.all(in: "pades") where label.parse == "ok" && label.isUncontested {
            guard label.intact != nil || label.signatures != nil else { continue }
            compared += 1
            do {
                let report = try Self.report(label)
                if let intact = label.intact, !intact.isMet(by: report.signatures.map(\.intact)) {
                    let reasons = report.signatures.map { $0.reasons.map(\.code) }
                    differing.append("\(label.file): intact \(report.signatures.map(\.intact)), \(reasons)")
                }
                if let count = label.signatures, report.signatures.count != count {
                    differing.append("\(label.file): \(report.signatures.count) signatures, not \(count)")
                }
            } catch {
                differing.append("\(label.file): \(error)")
            }
        }
        #expect(Double(differing.count) <= 0.02 * Double(compared), "\(differing.joined(separator: "\n"))")
        print("PAdES corpus: \(compared) uncontested labels, \(differing.count) differ: \(differing)")
    }

    @Test("what was changed after signing is named where a label says so, and nothing else is called suspicious")
    func changes() throws {
        var compared = 0
        for label in try CorpusLabel.all(in: "pades") {
            guard let suspicious = label.suspiciousModification else { continue }
            compared += 1
            let verdicts = try Self.report(label).signatures.map(\.changesAfterSigning)
            #expect(verdicts.contains(.suspicious) == suspicious, "\(label.file): \(verdicts)")
        }
        #expect(compared > 30)
        print("PAdES corpus: \(compared) labels on changes after signing")
    }
}
