import Foundation
import TestSupport
import Testing

/// What is known of one file of the corpus (its README names the fields).
struct CorpusLabel: Decodable {
    struct CrossCheck: Decodable { let agrees: Bool? }

    struct DetachedDigest: Decodable {
        let algorithm: String
        let valueBase64: String
    }

    enum Intact: Decodable, Equatable {
        case all(Bool)
        case mixed

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self = (try? container.decode(Bool.self)).map { .all($0) } ?? .mixed
        }

        /// Whether these signatures are as the label says.
        func isMet(by intact: [Bool]) -> Bool {
            switch self {
            case .all(let value): Set(intact) == [value]
            case .mixed: Set(intact).count == 2
            }
        }
    }

    let file: String
    let detachedContent: [String]?
    let detachedDigest: DetachedDigest?
    let signerCertificate: String?
    let signatures: Int?
    let documentTimestamps: Int?
    let intact: Intact?
    let suspiciousModification: Bool?
    let parse: String
    let crossCheck: CrossCheck?

    /// Two tools, or a tool and a test, agree on the label.
    var isUncontested: Bool { crossCheck?.agrees != false }

    /// Every label of one folder.
    static func all(in folder: String) throws -> [CorpusLabel] {
        let url = try #require(Corpus.folder(folder), "the corpus is required and is not there")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let labels = url.deletingLastPathComponent().appending(path: "\(folder).json")
        return try decoder.decode([CorpusLabel].self, from: Data(contentsOf: labels))
    }
}
