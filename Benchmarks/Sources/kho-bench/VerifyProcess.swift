/// `kho verify` of a small detached CAdES, from start to exit, against `openssl cms -verify` with the same lists.
struct VerifyProcess: Measurement {
    let fixture: SignedFixture
    let kho: String

    /// Processes on each side of a pair, in turn.
    private static let turns = 20

    var name: String { "verify, process, \(fixture.kind.rawValue)" }
    var reference: String { "`openssl cms -verify -crl_check_all`" }
    var goal: Goal { .atMost(3) }

    func prepare() throws {
        _ = try runKho()
        _ = try runOpenSSL()
    }

    func pair(_ number: Int) throws -> Pair {
        var own: [Double] = []
        var other: [Double] = []
        for _ in 0..<Self.turns {
            own.append(try runKho())
            other.append(try runOpenSSL())
        }
        return Pair(kho: own.median, reference: other.median)
    }

    private func runKho() throws -> Double {
        try Child.run([
            kho, "verify", fixture.path("don.txt.p7s"), "--content", fixture.path("don.txt"), "--trust",
            fixture.path("certs"), "--offline",
        ]).seconds
    }

    private func runOpenSSL() throws -> Double {
        try Child.run([
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", fixture.path("don.txt.p7s"), "-content",
            fixture.path("don.txt"), "-CAfile", fixture.path("trusted.pem"), "-no-CApath", "-no-CAstore",
            "-crl_check_all", "-purpose", "any", "-out", "/dev/null",
        ]).seconds
    }
}
