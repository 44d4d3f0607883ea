import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

@Suite("Certificates kept parsed from file to file")
struct KnownCertificatesTests {
    @Test("a certificate is parsed once, and what is none is never kept")
    func once() throws {
        let known = KnownCertificates()
        let der = try MintedPKI().signer().certificate
        let first = try #require(known.certificate(der))
        #expect(known.certificate(der) === first)
        #expect(known.certificate(Array(der.dropLast())) == nil)
        #expect(known.certificate(der + [0]) == nil)
        #expect(known.certificate(der) === first)
    }

    @Test("a file that brings more than are kept makes room for itself")
    func room() throws {
        let known = KnownCertificates(maximumCount: 2)
        let pki = try MintedPKI()
        let encodings = try (0..<5).map { try pki.signer(MintedPKI.citizen("03809301557\($0)")).certificate }
        for der in encodings { #expect(known.certificate(der)?.der == der) }
        let last = try #require(known.certificate(encodings[4]))
        #expect(known.certificate(encodings[4]) === last)
    }

    @Test("a validator that has seen other files says the same of one as a new validator does")
    func history() throws {
        let scene = try AttackScene()
        let strangers = try AttackScene()
        let files = try [scene, strangers, scene].map {
            try HandmadeCMS($0.signer(), content: AttackScene.content).encoded()
        }
        for file in files + files.reversed() {
            let fresh = SignatureValidator(trust: scene.validator.trust)
            #expect(try scene.report(file) == scene.report(file, by: fresh))
        }
    }
}
