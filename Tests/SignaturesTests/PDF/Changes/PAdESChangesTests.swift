import Foundation
import TestSupport
import Testing

@testable import Signatures

/// Signed PDF files of other projects, by their labels.
@Suite("Changes after signing in the corpus", .enabled(if: Corpus.isUsable("pades"), "no corpus folder pades"))
struct PAdESChangesTests {
    private struct Label: Decodable {
        let file: String
        let isSuspicious: Bool?

        enum CodingKeys: String, CodingKey {
            case file
            case isSuspicious = "suspicious_modification"
        }
    }

    private static func labels() throws -> [Label] {
        let root = try #require(Corpus.root)
        let data = try Data(contentsOf: root.appendingPathComponent("pades.json"))
        return try JSONDecoder().decode([Label].self, from: data)
    }

    private func found(_ file: String) throws -> FoundSignatures {
        let folder = try #require(Corpus.folder("pades"))
        return try FoundSignatures(Array(Data(contentsOf: folder.appendingPathComponent(file))))
    }

    private func reasons(_ found: FoundSignatures) -> String {
        found.results.flatMap(\.reasons).filter { $0.weight == .failure }.map {
            "\($0.facts["change"] ?? "") \($0.facts["object"] ?? "") \($0.facts["key"] ?? "") \($0.facts["rule"] ?? "")"
        }.joined(separator: "\n")
    }

    @Test("what is labelled as changed is suspicious, what is labelled as unchanged is not")
    func labelled() throws {
        var counts = [true: 0, false: 0]
        for label in try Self.labels() {
            guard let expected = label.isSuspicious else { continue }
            counts[expected, default: 0] += 1
            let found = try found(label.file)
            #expect((found.worst == .suspicious) == expected, "\(label.file)\n\(reasons(found))")
        }
        #expect(counts[true] ?? 0 >= 5 && counts[false] ?? 0 >= 30)
    }

    @Test("no other file takes the analysis down")
    func others() throws {
        for label in try Self.labels() where label.isSuspicious == nil {
            let found = try? found(label.file)
            print(label.file, found.map { "\($0.worst) \($0.results.map(\.verdict))\n\(reasons($0))" } ?? "unreadable")
        }
    }
}
