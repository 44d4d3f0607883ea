import Foundation
import PKI
import Signatures

/// Validation of one PDF in process, warm, with its changes after signing, against pyHanko doing the same, warm too.
struct VerifyPDFInProcess: Measurement {
    let name: String
    let path: String
    /// What both sides must find.
    private let signatures: Int
    private let validator: SignatureValidator
    private let other: PyHanko
    private let source: MemorySource

    /// Validations on each side of a pair.
    private static let turns = 100
    private static let otherTurns = 10

    var reference: String { "pyHanko with its change analysis, warm" }
    var goal: Goal { .atLeast(25) }

    /// - Parameter trust: the root and the lists, as pyHanko is given them; the validator has the same.
    init(name: String, path: String, signatures: Int, validator: SignatureValidator, trust: [String]) throws {
        self.name = name
        self.path = path
        self.signatures = signatures
        self.validator = validator
        other = try PyHanko(trust: trust)
        source = MemorySource([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    func prepare() throws {
        let found = try other.validate(path, turns: 2).signatures
        guard found == signatures else { throw Child.Failed(description: "pyHanko finds \(found) signatures") }
        for _ in 0..<Self.turns { try validate() }
    }

    func pair(_ number: Int) throws -> Pair {
        let own = try seconds { for _ in 0..<Self.turns { try validate() } }
        return Pair(
            kho: own / Double(Self.turns), reference: try other.validate(path, turns: Self.otherTurns).seconds)
    }

    private func validate() throws {
        let report = try validator.validate(source, at: .now())
        let found = report.signatures.count + report.documentTimestamps.count
        guard found == signatures else { throw Child.Failed(description: "kho finds \(found) signatures") }
    }

    /// The file of the corpus with the most signatures that both sides find; nil where there is no corpus.
    static func largestOfCorpus() throws -> (path: String, signatures: Int)? {
        guard let corpus = ProcessInfo.processInfo.environment["KHO_CORPUS"],
            let names = try? FileManager.default.contentsOfDirectory(atPath: corpus + "/pades")
        else { return nil }
        let validator = SignatureValidator(trust: TrustStore(anchors: []))
        let found = names.sorted().compactMap { name -> (path: String, signatures: Int)? in
            let path = "\(corpus)/pades/\(name)"
            guard let source = try? FileSource(path: path), let report = try? validator.validate(source, at: .now())
            else { return nil }
            return (path, report.signatures.count + report.documentTimestamps.count)
        }
        let other = try PyHanko(trust: [])
        return try found.sorted { $0.signatures > $1.signatures }.first {
            try other.validate($0.path, turns: 1).signatures == $0.signatures
        }
    }
}
