import ArgumentParser
import TestSupport
import Testing

@testable import kho

@Suite("kho verify in its plain spelling")
struct PlainArgumentsTests {
    @Test(
        "what people type is read without ArgumentParser",
        arguments: [
            "verify a.p7s", "verify a.p7s b.p7s", "verify a.p7s --content a", "verify --offline a.p7s --json",
            "verify a.p7s --content a --content b --trust certs --at 2026-06-30 --lang en --vault v --offline",
        ])
    func plain(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let request = try #require(VerificationRequest(plain: words))
        #expect(request == (try Kho.parseAsRoot(words) as? Verify)?.request)
    }

    @Test(
        "everything else is left to ArgumentParser",
        arguments: [
            "", "verify", "sign a", "verify --help", "verify a -h", "verify -", "verify -- a", "verify a --content=b",
            "verify a --content", "verify a --content --json", "verify a --trust x --trust y", "verify a --json --json",
            "verify a --at never", "verify a --lang fr", "verify a --unknown", "verify --version", "help verify",
            "verify a --content -", "verify a --generate-completion-script bash",
        ])
    func other(_ line: String) {
        #expect(VerificationRequest(plain: line.split(separator: " ").map(String.init)) == nil)
    }

    @Test("whatever is read plainly, ArgumentParser reads in the same way")
    func agreement() throws {
        let words = [
            "a.p7s", "b", "help", "verify", "vi", "en", "2026-06-30", "2026-06-30T12:00:00Z", "soon", "", "-", "--",
            "-x",
            "--content", "--content", "--trust", "--vault", "--at", "--lang", "--json", "--offline", "--content=a",
            "--help", "đơn xin.p7s", "a b", "=", "--no-json", "---completion",
        ]
        var numbers = SystemRandomNumberGenerator()
        var plain = 0
        for _ in 0..<4000 {
            let count = Int.random(in: 0...6, using: &numbers)
            let arguments =
                ["verify"] + (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &numbers)] }
            guard let request = VerificationRequest(plain: arguments) else { continue }
            plain += 1
            let command = try #require(try? Kho.parseAsRoot(arguments) as? Verify, "\(arguments)")
            #expect(command.request == request, "\(arguments)")
        }
        #expect(plain > 100)
    }
}
