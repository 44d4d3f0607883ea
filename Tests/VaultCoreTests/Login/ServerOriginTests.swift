import TestSupport
import Testing
import VaultCore

@Suite("A server's origin")
struct ServerOriginTests {
    @Test(
        "one server has one spelling",
        arguments: [
            ("https://kho.example", "https://kho.example"), ("HTTPS://KHO.Example", "https://kho.example"),
            ("https://kho.example/", "https://kho.example"), ("https://kho.example:443", "https://kho.example"),
            ("http://kho.example:80/", "http://kho.example"), ("https://kho.example:80", "https://kho.example:80"),
            ("http://kho.example:443", "http://kho.example:443"),
            ("https://kho.example:8443", "https://kho.example:8443"),
            ("https://XN--KHO-8QA.example", "https://xn--kho-8qa.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"),
            ("https://[2001:DB8::00A]", "https://[2001:db8::a]"),
            ("http://localhost:8080", "http://localhost:8080"), ("http://kho_1:81", "http://kho_1:81"),
        ])
    func normalised(_ text: String, _ expected: String) throws {
        let origin = try ServerOrigin(text)
        #expect(origin.text == expected)
        #expect(try ServerOrigin(expected) == origin)
        #expect(ServerOrigin(exactly: expected) == origin)
        #expect((ServerOrigin(exactly: text) != nil) == (text == expected))
        #expect(ServerOrigin(scheme: origin.scheme, host: origin.host, port: origin.port) == origin)
    }

    @Test(
        "what reaches a server by another spelling, or shows another than it reaches, is none",
        arguments: [
            "", "https", "https:", "https://", "https:///", "https://:443", "kho.example", "ftp://kho.example",
            "https:/kho.example", "https:kho.example", "https://kho.example.", "https://kho..example",
            "https://.kho.example", "https://kho.example/v1", "https://kho.example//", "https://kho.example?x",
            "https://kho.example#x", "https://kho.example@evil.example", "https://a:b@kho.example",
            "https://kho.example\\@evil.example", "https://kho.example:", "https://kho.example:0",
            "https://kho.example:0443", "https://kho.example:65536", "https://kho.example:99999999999999999999",
            "https://kho.example:+443", "https://kho.example:443:443", "https://kho%2eexample", "https://khó.example",
            "https://kho。example", "https://ｋｈｏ.example", "https://kho.example ", " https://kho.example",
            "https://kho.exa\u{0}mple", "https://kho.example\n", "https://-kho.example", "https://kho-.example",
            "https://127.1", "https://0x7f.0.0.1", "https://0x7f000001", "https://2130706433", "https://127.0.0.01",
            "https://127.0.0.256", "https://1.2.3.4.5", "https://kho.0x1", "https://[::1", "https://::1",
            "https://[::1]x",
            "https://[::1]x:80", "https://[fe80::1%eth0]", "https://[kho.example]", "https://[]", "https://[::1]]",
            "https://[[::1]]", "https://*", "https://*.example", "Кhttps://kho.example", "httpſ://kho.example",
            "https://" + String(repeating: "a", count: 64), "https://" + String(repeating: "a.", count: 126) + "aa",
            "https://" + String(repeating: "a", count: 1_000_000),
        ])
    func refused(_ text: String) {
        #expect(throws: VaultError(.serverOriginMalformed)) { try ServerOrigin(text) }
        #expect(ServerOrigin(exactly: text) == nil)
    }

    @Test(
        "ports and hosts that are none make no origin",
        arguments: [("kho.example", 0), ("kho.example", 65536), ("kho/x", 443), ("", 443)])
    func parts(_ host: String, _ port: Int) {
        #expect(ServerOrigin(scheme: .https, host: host, port: port) == nil)
    }

    @Test("whatever is taken is written so that it is taken again as the same")
    func roundTrip() {
        var numbers = SeededNumbers(seed: 6)
        let letters = Array("aZ09.-_:/[]@%x ".utf8)
        var taken = 0
        for _ in 0..<5000 {
            let name = (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
                letters.randomElement(using: &numbers) ?? 0
            }
            guard let origin = try? ServerOrigin("https://" + String(decoding: name, as: UTF8.self)) else { continue }
            taken += 1
            #expect(ServerOrigin(exactly: origin.text) == origin)
        }
        #expect(taken > 50)
    }
}
