import PKI
import Signatures

/// Whether the cost of a PDF grows in proportion to its signatures: one of many against one of few.
///
/// Were it to grow with their square, one of 32 would cost eight times as much as one of four.
struct ManySignatures: Measurement {
    private let validator: SignatureValidator
    private let few: MemorySource
    private let many: MemorySource

    private static let fewCount = 4
    private static let manyCount = 32
    /// Validations of the smaller file on a side of a pair.
    private static let turns = 64

    var name: String { "PDF, in process, each of \(Self.manyCount) signatures" }
    var reference: String { "kho, each of \(Self.fewCount) signatures" }
    var goal: Goal { .atMost(2) }

    init(fixture: SignedFixture) throws {
        validator = SignatureValidator(trust: fixture.trust)
        few = MemorySource(try fixture.pdf(signatures: Self.fewCount, pages: 4, bytes: 120_000).bytes)
        many = MemorySource(try fixture.pdf(signatures: Self.manyCount, pages: 4, bytes: 120_000).bytes)
    }

    func prepare() throws { _ = try pair(0) }

    func pair(_ number: Int) throws -> Pair {
        let manyTurns = Self.turns * Self.fewCount / Self.manyCount
        let own = try seconds { for _ in 0..<manyTurns { try validate(many, Self.manyCount) } }
        let other = try seconds { for _ in 0..<Self.turns { try validate(few, Self.fewCount) } }
        let signatures = Double(Self.turns * Self.fewCount)
        return Pair(kho: own / signatures, reference: other / signatures)
    }

    private func validate(_ source: MemorySource, _ count: Int) throws {
        let report = try validator.validate(source, at: .now())
        guard report.indication == .totalPassed, report.signatures.count == count else {
            throw Child.Failed(description: "\(report.indication), \(report.signatures.count) signatures")
        }
    }
}
