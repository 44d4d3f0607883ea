import Foundation
import PKI
import TestSupport
import Testing

/// NIST's Public Key Interoperability Test Suite: every path validation test, decided by kho's own path validator.
@Suite("NIST PKITS", .enabled(if: Corpus.isUsable("pkits")))
struct PKITSTests {
    static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }()

    struct Expectations: Decodable {
        let validationTime: String
        let tests: [PathTest]
    }

    struct PathTest: Decodable, CustomTestStringConvertible {
        struct Settings: Decodable {
            let userInitialPolicySet: [String]
            let initialExplicitPolicy: Bool
            let initialPolicyMappingInhibit: Bool
            let initialAnyPolicyInhibit: Bool
        }

        let key: String
        let name: String
        let endEntity: String
        let trustAnchor: String
        let otherCerts: [String]
        let crls: [String]
        let checkRevocation: Bool
        let expected: String
        let settings: Settings
        var testDescription: String { "\(key) \(name)" }
    }

    /// Tests that OpenSSL itself decides otherwise; the list fails too when one of them passes.
    static let knownDifferences: [String: String] = [
        "4.1.5": "DSA parameters inherited from the issuer: OpenSSL does not complete a key from another certificate",
        "4.14.30": "an indirect CRL whose issuer's certificate is found only through its own distribution point",
    ]

    static func load() throws -> Expectations {
        let folder = try #require(Corpus.folder("pkits"), "the corpus is required and is not there")
        return try Self.decoder.decode(
            Expectations.self, from: Data(contentsOf: folder.appending(path: "pkits.json")))
    }

    static func bytes(_ kind: String, _ name: String) throws -> [UInt8] {
        let folder = try #require(Corpus.folder("pkits"))
        return [UInt8](try Data(contentsOf: folder.appending(path: kind).appending(path: name)))
    }

    @Test("there are 246 tests")
    func count() throws { #expect(try Self.load().tests.count == 246) }

    @Test("every path is decided as NIST expects, but for the two that OpenSSL decides otherwise")
    func everyPath() throws {
        let expectations = try Self.load()
        let time = try #require(Instant(expectations.validationTime))
        var wrong: [String] = []
        for test in expectations.tests {
            let trust = TrustStore(
                anchors: [TrustAnchor(der: try Self.bytes("certs", test.trustAnchor), purpose: .signers)])
            let validator = PathValidator(trust: trust, purposes: [.signers])
            var question = PathQuestion(time: time, isProven: false, now: time)
            question.helpers = try test.otherCerts.map { try Certificate(der: Self.bytes("certs", $0)) }
            question.crls = test.crls.compactMap { try? RevocationList(der: try Self.bytes("crls", $0)) }
            question.policies = PathPolicies(
                acceptable: test.settings.userInitialPolicySet == ["anyPolicy"]
                    ? [] : test.settings.userInitialPolicySet.compactMap { ObjectIdentifier($0) },
                requiresExplicitPolicy: test.settings.initialExplicitPolicy,
                inhibitsMapping: test.settings.initialPolicyMappingInhibit,
                inhibitsAnyPolicy: test.settings.initialAnyPolicyInhibit)
            let path = validator.validate(try Certificate(der: Self.bytes("certs", test.endEntity)), question)
            let allGood = path.statuses.allSatisfy {
                if case .good = $0 { return true }
                // Where the suite does not check revocation, only what is known to be revoked counts.
                if case .missing = $0, !test.checkRevocation { return true }
                return false
            }
            let valid = path.isAnchored && path.outOfBounds.isEmpty && allGood
            if valid != (test.expected == "valid") {
                wrong.append(
                    "\(test.key) expected \(test.expected): \(String(describing: path.problem)) \(path.statuses)")
            }
        }
        let keys = Set(wrong.map { String($0.prefix { $0 != " " }) })
        #expect(keys == Set(Self.knownDifferences.keys), "\(wrong.joined(separator: "\n"))")
    }
}
