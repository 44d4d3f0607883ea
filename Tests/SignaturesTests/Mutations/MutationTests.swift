import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

/// The corpus holds few bad files; here each good one becomes two thousand bad ones.
@Suite("Mutations of the CAdES corpus", .enabled(if: Corpus.isUsable("cades")))
struct MutationTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        let name: String
        let file: [UInt8]
        let contents: [OriginalContent]
        let helpers: [[UInt8]]
        var testDescription: String { name }
    }

    /// Every file whose signatures are all intact.
    static func subjects() throws -> [Subject] {
        let folder = try CAdESCorpusTests.folder()
        var subjects: [Subject] = []
        for label in try CAdESCorpusTests.labels() where label.parse == "ok" {
            let report = try CAdESCorpusTests.report(label)
            guard !report.signatures.isEmpty, report.signatures.allSatisfy(\.intact) else { continue }
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: label.file)))
            var helpers: [[UInt8]] = []
            if let name = label.signerCertificate {
                helpers = try Certificate.all(in: [UInt8](Data(contentsOf: folder.appending(path: name)))).map(\.der)
            }
            let contents = try (label.detachedContent ?? []).map {
                OriginalContent(
                    name: $0, source: MemorySource([UInt8](try Data(contentsOf: folder.appending(path: $0)))))
            }
            // Where the corpus has the digest alone of an original, there is no original to change.
            if label.detachedDigest != nil { continue }
            subjects.append(
                Subject(
                    name: label.file, file: try SignedData.unarmoured(MemorySource(bytes)) ?? bytes,
                    contents: contents, helpers: helpers))
        }
        return subjects
    }

    /// Certificates are not covered by what is changed: they are read once.
    private static func certificates(of subject: Subject) throws -> [Certificate] {
        let message = try SignedData(MemorySource(subject.file))
        var pool = EvidencePool(message)
        for info in message.signerInfos { pool.add(unsignedAttributesOf: info) }
        return try pool.certificates + subject.helpers.map { try Certificate(der: $0) }
    }

    /// How many of a file's own signatures are intact, by the validator's own step.
    private static func intactSignatures(
        _ file: [UInt8], contents: [OriginalContent], certificates: [Certificate]
    ) throws -> Int {
        let source = MemorySource(file)
        let message = try SignedData(source)
        let digests = ContentDigests(attached: message.contentPieces.map { (source, $0) }, contents: contents)
        return try message.signerInfos.filter { info in
            try SignerInfoCheck(
                info, over: .content(digests, contentType: message.contentType), certificates: certificates
            ).isIntact
        }.count
    }

    /// How many of `changes` random changes of covered bytes leave every signature of the file intact, by name.
    static func survivors(_ subject: Subject, seed: UInt64) throws -> [String] {
        let covered = try CoveredBytes(subject.file)
        let originals = subject.contents.map { $0.source.count }
        let total = covered.count + originals.reduce(0, +)
        let validator = SignatureValidator(trust: TrustStore(anchors: [], intermediates: subject.helpers))
        // Digests of the originals that a change does not touch are known, as at intake.
        let known = try subject.contents.map { content in
            OriginalContent(
                name: content.name, source: content.source,
                knownDigests: try DigestAlgorithm.allCases.map { try content.source.digest($0) })
        }
        let baseline = try validator.validate(MemorySource(subject.file), contents: known, at: MintedPKI.now)
        let intact = baseline.signatures.filter(\.intact).count
        // They cover a signature value, which is changed together with the signature that it belongs to.
        let counterSignatures = baseline.signatures.filter { $0.counterSignatureOf != nil }.count
        let certificates = try certificates(of: subject)
        // Unchanged, the file must be intact by that step too: else nothing below could ever survive.
        let untouched = try intactSignatures(subject.file, contents: known, certificates: certificates)
        #expect(untouched + counterSignatures == intact, "\(subject.name)")
        return try Mutations.survivors(of: total, seed: seed) { change, generator in
            var file = subject.file
            var contents = known
            // Half of the changes in the CMS, half in an original, however large that is.
            var index = change.index
            if !originals.isEmpty, Bool.random(using: &generator) {
                index = Int.random(in: 0..<covered.count, using: &generator)
            }
            let place: String
            if index < covered.count {
                let position = covered.position(index)
                file[position] ^= change.bit
                place = "byte \(position)"
            } else {
                index -= covered.count
                let chosen = originals.indices.first { original in
                    if index < originals[original] { return true }
                    index -= originals[original]
                    return false
                }
                let original = try #require(chosen)
                var bytes = try contents[original].source.bytes(0..<originals[original])
                bytes[index] ^= change.bit
                contents[original] = OriginalContent(name: contents[original].name, source: MemorySource(bytes))
                place = "original \(original), byte \(index)"
            }
            let remaining: Int? =
                if change.isThroughEverything {
                    (try? validator.validate(MemorySource(file), contents: contents, at: MintedPKI.now))
                        .map { $0.signatures.filter(\.intact).count }
                } else {
                    try? intactSignatures(file, contents: contents, certificates: certificates) + counterSignatures
                }
            // A change may spoil one signer's attributes alone: that one must not be intact any more.
            return remaining.map { $0 >= intact } == true ? place : nil
        }
    }

    @Test("no changed byte of content, signed attributes or signature value leaves a file intact")
    func everyFile() async throws {
        let subjects = try Self.subjects()
        #expect(subjects.count > 30)
        try await Mutations.expectNoSurvivors(of: subjects, name: \.name, Self.survivors)
        print("mutations: \(subjects.count) files, \(Mutations.changes) changes each")
    }
}
