import PKI
import Signatures
import TestSupport
import Testing

/// A token that stands in no signature, as an authority hands it over.
@Suite("Timestamp tokens by themselves")
struct LoneTimestampTests {
    private let pki: MintedPKI
    private let validator: SignatureValidator
    private let stamped = Digest.sha256(of: [1, 2, 3])

    init() throws {
        pki = try MintedPKI()
        validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
    }

    private func report(over digest: Digest?) throws -> TimestampReport {
        let time = MintedPKI.now.adding(seconds: -60)
        let token = try pki.timestampAuthority.token(imprint: stamped, at: time)
        return try validator.validate(timestamp: token, at: MintedPKI.now) { _ in digest }
    }

    @Test("a token of a trusted authority over what was asked for passes, with its time")
    func good() throws {
        let report = try report(over: stamped)
        #expect(report.indication == .totalPassed, "\(report.reasons)")
        #expect(report.time == MintedPKI.now.adding(seconds: -60))
    }

    @Test("a token over something else fails, and one whose subject is not there is undecided")
    func other() throws {
        #expect(try report(over: .sha256(of: [4])).indication == .totalFailed)
        #expect(try report(over: nil).indication == .indeterminate)
    }

    @Test("what is no token is refused")
    func malformed() throws {
        let report = try validator.validate(timestamp: [0x30, 0x00], at: MintedPKI.now) { _ in stamped }
        #expect(report.reasons.map(\.code) == ["TIMESTAMP_MALFORMED"])
    }
}
