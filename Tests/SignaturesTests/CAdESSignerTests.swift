import PKI
import Signatures
import TestSupport
import Testing

@Suite("Signing and validating CAdES")
struct CAdESSignerTests {
    static let content = Array("Đơn đề nghị cấp bản sao".utf8)

    @Test("what is signed by each kind of key validates", arguments: ["rsa", "p256", "p384", "ed25519"])
    func roundTrip(_ kind: String) throws {
        let pki = try MintedPKI()
        let kinds: [String: PrivateKey.NewKind] = [
            "rsa": .rsa(bits: 2048), "p256": .p256, "p384": .p384, "ed25519": .ed25519,
        ]
        let identity = try pki.signer(key: .generate(try #require(kinds[kind])))
        let signer = try CAdESSigner(
            key: identity.key, certificate: identity.certificate, chain: [pki.issuing.certificate])
        let source = MemorySource(Self.content)
        let validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
        let detached = try signer.detached(source, signingTime: MintedPKI.now)
        let report = try validator.validate(
            MemorySource(detached), contents: [OriginalContent(name: "don.txt", source: source)], at: MintedPKI.now)
        #expect(report.indication == .totalPassed, "\(report.signatures.map(\.reasons))")
        #expect(report.signatures.map(\.level) == ["CAdES-BASELINE-B"])
        #expect(report.signatures[0].signer?.identifiers == ["CCCD:038093015572"])
        let halves = try signer.attached(source, signingTime: MintedPKI.now)
        let attached = halves.beforeContent + Self.content + halves.afterContent
        #expect(try validator.validate(MemorySource(attached), at: MintedPKI.now).indication == .totalPassed)
    }

    @Test("another original is refused, and no original leaves the signature undecided")
    func wrongOriginal() throws {
        let pki = try MintedPKI()
        let identity = try pki.signer()
        let signer = try CAdESSigner(key: identity.key, certificate: identity.certificate)
        let signature = MemorySource(try signer.detached(MemorySource(Self.content), signingTime: MintedPKI.now))
        let validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
        let other = OriginalContent(name: "khac.txt", source: MemorySource(Self.content + [0]))
        let wrong = try validator.validate(signature, contents: [other], at: MintedPKI.now)
        #expect(wrong.signatures.first?.subIndication == .hashFailure)
        #expect(wrong.indication == .totalFailed)
        let missing = try validator.validate(signature, at: MintedPKI.now)
        #expect(missing.signatures.first?.subIndication == .signedDataNotFound)
        #expect(missing.indication == .indeterminate)
    }
}
