import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

/// As for CMS: each intact PDF of the corpus becomes two thousand bad ones. The first changes of each file go through the
/// whole validator, the rest through the step that alone says `intact`.
@Suite("Mutations of the PAdES corpus", .enabled(if: Corpus.isUsable("pades")))
struct PDFMutationTests {
    private struct Subject: Sendable {
        let name: String
        let bytes: [UInt8]
        /// What the file's own last signature covers, and its message.
        let covered: [Range<Int>]
        let message: [UInt8]
    }

    /// Every file whose signatures are all intact and detached, with its last signature.
    private static func subjects() throws -> [Subject] {
        let folder = try #require(Corpus.folder("pades"), "the corpus is required and is not there")
        var subjects: [Subject] = []
        for label in try CorpusLabel.all(in: "pades") where label.parse == "ok" {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: label.file)))
            guard let file = try? PDFFile(MemorySource(bytes)), let fields = try? PDFSignatureSearch(file).fields,
                let report = try? PAdESCorpusTests.report(label), !report.signatures.isEmpty,
                report.signatures.allSatisfy(\.intact),
                let check = try fields.map({ try PDFFieldCheck($0, in: file) }).last(where: { !$0.isTimestamp }),
                let signature = check.signature, check.subFilter != .sha1
            else { continue }
            subjects.append(
                Subject(
                    name: label.file, bytes: bytes, covered: signature.byteRange.covered.filter { !$0.isEmpty },
                    message: check.contents))
        }
        return subjects
    }

    /// Whether the signature is intact over these bytes, by the validator's own step.
    private static func isIntact(_ subject: Subject, _ bytes: [UInt8]) throws -> Bool {
        let message = try SignedData(MemorySource(subject.message))
        var pool = EvidencePool(message)
        for info in message.signerInfos { pool.add(unsignedAttributesOf: info) }
        let digests = ContentDigests(attached: (MemorySource(bytes), subject.covered), contents: [])
        return try SignerInfoCheck(
            message.signerInfos[0], over: .content(digests, contentType: message.contentType),
            certificates: pool.certificates
        ).isIntact
    }

    private static func survivors(_ subject: Subject, seed: UInt64) throws -> [String] {
        let validator = SignatureValidator(trust: TrustStore(anchors: []))
        let intact = try validator.validate(MemorySource(subject.bytes), at: MintedPKI.now).signatures.filter(\.intact)
        #expect(try isIntact(subject, subject.bytes), "\(subject.name)")
        let total = subject.covered.reduce(0) { $0 + $1.count }
        var bytes = subject.bytes
        return try Mutations.survivors(of: total, seed: seed) { change, _ in
            var index = change.index
            let range = try #require(
                subject.covered.first { range in
                    if index < range.count { return true }
                    index -= range.count
                    return false
                })
            let place = range.lowerBound + index
            bytes[place] ^= change.bit
            defer { bytes[place] ^= change.bit }
            let isUnseen =
                if change.isThroughEverything {
                    ((try? validator.validate(MemorySource(bytes), at: MintedPKI.now))?.signatures.filter(\.intact)
                        .count
                        ?? 0) >= intact.count
                } else {
                    try isIntact(subject, bytes)
                }
            return isUnseen ? "byte \(place)" : nil
        }
    }

    @Test("no changed byte of what a signature covers leaves it intact")
    func everyFile() async throws {
        let subjects = try Self.subjects()
        #expect(subjects.count > 45)
        try await Mutations.expectNoSurvivors(of: subjects, name: \.name, Self.survivors)
        print("mutations: \(subjects.count) PDF files, \(Mutations.changes) changes each")
    }
}
