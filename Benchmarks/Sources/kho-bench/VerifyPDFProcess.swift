/// `kho verify` of a PDF, from start to exit, against `pdfsig` of poppler, which looks at no changes.
struct VerifyPDFProcess: Measurement {
    let fixture: SignedFixture
    let kho: String
    let path: String

    /// Processes on each side of a pair, in turn.
    private static let turns = 20

    var name: String { "PDF, verify, process" }
    var reference: String { "`pdfsig -no-ocsp`" }
    var goal: Goal { .atMost(1) }

    func prepare() throws { _ = try (runKho(), runPdfsig()) }

    func pair(_ number: Int) throws -> Pair {
        var own: [Double] = []
        var other: [Double] = []
        for _ in 0..<Self.turns {
            own.append(try runKho())
            other.append(try runPdfsig())
        }
        return Pair(kho: own.median, reference: other.median)
    }

    private func runKho() throws -> Double {
        try Child.run([kho, "verify", path, "--trust", fixture.path("certs"), "--offline"]).seconds
    }

    private func runPdfsig() throws -> Double { try Child.run(["pdfsig", "-no-ocsp", path]).seconds }
}
