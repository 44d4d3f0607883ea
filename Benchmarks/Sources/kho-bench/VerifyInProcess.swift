import CReference
import PKI
import Signatures

/// Validation in process, warm, on one core, against the same in C: `d2i_CMS_ContentInfo` and `CMS_verify`.
///
/// Both check chain and lists anew each time; kho also the form, the attributes, the times, and writes a report.
struct VerifyInProcess: Measurement {
    let fixture: SignedFixture
    private let validator: SignatureValidator
    private let store: OpaquePointer

    /// Verifications on each side of a pair: about a third of a second.
    private static let turns = 1000

    init(fixture: SignedFixture) throws {
        self.fixture = fixture
        validator = SignatureValidator(trust: fixture.trust)
        guard let store = reference_store_new(fixture.path("trusted.pem")) else {
            throw Child.Failed(description: "no store")
        }
        self.store = store
    }

    var name: String { "verify, in process, \(fixture.kind.rawValue)" }
    var reference: String { "C loop of `CMS_verify` with CRLs" }
    var goal: Goal { .atMost(1.3) }

    func prepare() throws {
        for _ in 0..<Self.turns / 2 {
            try validate()
            try verifyInC()
        }
    }

    func pair(_ number: Int) throws -> Pair {
        let own = try seconds { for _ in 0..<Self.turns { try validate() } }
        let other = try seconds { for _ in 0..<Self.turns { try verifyInC() } }
        return Pair(kho: own / Double(Self.turns), reference: other / Double(Self.turns))
    }

    private func validate() throws {
        let report = try validator.validate(
            MemorySource(fixture.signature),
            contents: [OriginalContent(name: "don.txt", source: MemorySource(fixture.content))], at: .now())
        guard report.indication == .totalPassed else { throw Child.Failed(description: "\(report.indication)") }
    }

    private func verifyInC() throws {
        let good = reference_verify(
            store, fixture.signature, fixture.signature.count, fixture.content, fixture.content.count)
        guard good == 1 else { throw Child.Failed(description: "CMS_verify") }
    }
}
