import Foundation
import GRDB
import PKI
import Signatures
import TransparencyLog
import VaultCore

/// A vault with many documents whose files are not there: the records and the log's state are written straight into the
/// catalogue, and kho makes everything else from them at the next opening, as it does for a catalogue of an earlier version.
final class FilledVault {
    let path: String
    private let count: Int
    private let kho: String
    private var isFilled = false

    /// Records in one transaction.
    private static let batch = 10_000

    /// - Parameter kho: the program, which makes the empty vault and then the tables and the log.
    init(path: String, documents count: Int, kho: String) {
        self.path = path
        self.count = count
        self.kho = kho
    }

    /// Makes it, the first time: minutes for a million documents.
    func fill() throws {
        guard !isFilled else { return }
        isFilled = true
        try Child.run([kho, "init", "--origin", "bench.example/log", "--vault", path])
        let identity = try VaultIdentity(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/vault.json"))))
        let keyText = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/keys/log.key")), as: UTF8.self)
        guard let key = NoteSigningKey(text: keyText.trimmingCharacters(in: .newlines)) else {
            throw Child.Failed(description: "no log key in \(path)")
        }
        let signer = try LogSigner(key: key, identity: identity)
        let queue = try DatabaseQueue(path: "\(path)/catalogue.sqlite")
        var frontier = TreeFrontier()
        var papers = PaperNames()
        let start = Instant(seconds: Instant.now().microseconds / 1_000_000 - 86_400)
        for first in stride(from: 0, to: count, by: Self.batch) {
            try queue.write { database in
                for number in first..<min(first + Self.batch, count) {
                    let record = try Self.record(number, &papers, at: start)
                    frontier.append(.leaf(record.leaf.bytes))
                    try database.cachedStatement(sql: "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)").execute(
                        arguments: [
                            Int64(number), Data(record.leaf.bytes), Data(record.shared.bytes),
                            Data(record.sharedSalt.bytes), Data(record.private.bytes),
                            record.privateSalt.map { Data($0.bytes) },
                        ])
                }
            }
        }
        try queue.write { database in
            try database.execute(
                sql: "UPDATE log SET size = ?, root = ?, frontier = ?, checkpoint = ?",
                arguments: [
                    Int64(count), Data(frontier.root.bytes), Data(frontier.hashes.flatMap(\.bytes)),
                    Data(signer.checkpoint(of: frontier)),
                ])
            // records/ is said to be there: a million small files say nothing of the catalogue.
            try database.execute(
                sql: "INSERT OR REPLACE INTO local (name, value) VALUES ('records-written', ?)",
                arguments: [String(count)])
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        try queue.close()
        try Child.run([kho, "expire", "--due", "--vault", path])
    }

    private static func record(_ number: Int, _ papers: inout PaperNames, at start: Instant) throws -> VaultCore.Record
    {
        let (name, details) = papers.next(number)
        let content = Digest.sha256(of: Array("content \(number)".utf8))
        let report = Digest.sha256(of: Array("report \(number)".utf8))
        let shared = SharedPart(
            DocumentDescription(
                document: .random(), code: try DocumentCode(PaperNames.code(number)), name: name,
                owner: try Owner(PaperNames.owner(number)), category: .ownFile,
                files: [
                    DepositedFile(
                        role: .signed, name: try FileName("giay-to-\(number).pdf"), size: 20_000,
                        mediaType: "application/pdf", digest: content)
                ], status: .accepted,
                verdict: VerdictSummary(
                    indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: start, report: report,
                    trustSnapshot: report.description), details: details))
        let hidden = PrivatePart(
            uploader: "bench", source: "bench", space: space(number), notes: "", evidence: [])
        let salts = (Salt.random(), Salt.random())
        let commitment = Commitment.over(
            shared: Commitment.part(shared.bytes, salt: salts.0), private: Commitment.part(hidden.bytes, salt: salts.1))
        let leaf = LogLeaf(
            commitment: commitment, time: Instant(microseconds: start.microseconds + Int64(number)))
        return VaultCore.Record(
            index: UInt64(number), leaf: leaf, shared: shared, sharedSalt: salts.0, private: hidden,
            privateSalt: salts.1)
    }

    /// An owner's space: some digits that are the owner's own.
    private static func space(_ number: Int) -> SpaceID {
        let digits = Digest.sha256(of: Array(PaperNames.owner(number).utf8)).hexadecimal
        return SpaceID(String(digits.prefix(32))) ?? .shared
    }
}
