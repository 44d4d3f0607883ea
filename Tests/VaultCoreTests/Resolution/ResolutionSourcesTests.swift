import Testing

@testable import VaultCore

@Suite("vault-data/sources")
struct ResolutionSourcesTests {
    private static let ids = (1...9).map { String(repeating: "\($0)", count: 32) }

    private func line(of text: String, own: String? = nil) -> String? {
        do {
            _ = try ResolutionSources(parsing: text, of: own)
            return nil
        } catch {
            return error.code == .sourcesMalformed ? error.facts["line"] : "?"
        }
    }

    @Test(
        "bilateral sources come in their order, the portal last; what is said for all holds where a line says nothing")
    func order() throws {
        let sources = try ResolutionSources(
            parsing: """
                # whom we ask
                portal dvcqg https://kho.dvcqg.example.vn \(Self.ids[0]) authorities=dvcqg.pem
                bilateral so-tnmt HTTPS://Kho.TNMT.example.vn:443/ \(Self.ids[1]) scope=dat-dai certificate=a.pem key=a.key
                client keys/kho.pem keys/kho.key
                bilateral so-tu-phap https://kho.stp.example.vn:8443 \(Self.ids[2])   # the second

                """
        ).all
        #expect(sources.map(\.name) == ["so-tnmt", "so-tu-phap", "dvcqg"])
        #expect(sources.map(\.kind.step) == [2, 2, 3])
        #expect(sources[0].server.text == "https://kho.tnmt.example.vn" && sources[0].scope == "dat-dai")
        #expect(sources.map(\.certificate) == ["a.pem", "keys/kho.pem", "keys/kho.pem"])
        #expect(sources.map(\.key) == ["a.key", "keys/kho.key", "keys/kho.key"])
        #expect(sources.map(\.authorities) == [nil, nil, "dvcqg.pem"])
        #expect(try ResolutionSources(parsing: "").all.isEmpty && ResolutionSources.none.all.isEmpty)
    }

    @Test(
        "a line that is not understood whole refuses the file, and is named",
        arguments: [
            "national x https://a.example ID", "bilateral x https://a.example", "bilateral x ID https://a.example",
            "bilateral own https://a.example ID", "bilateral X https://a.example ID",
            "bilateral x ftp://a.example ID", "bilateral x https://a.example/kho ID",
            "bilateral x https://u@a.example ID",
            "bilateral x https://a.example abc", "bilateral x https://a.example ID extra",
            "bilateral x https://a.example ID scope=", "bilateral x https://a.example ID scope=A",
            "bilateral x https://a.example ID scope=a scope=b", "bilateral x https://a.example ID key=a",
            "bilateral x https://a.example ID certificate=a", "bilateral x https://a.example ID timeout=5",
            "client a", "client a b c", "authorities", "authorities a b", "bilateral",
        ])
    func malformed(_ text: String) {
        let line = text.replacing("ID", with: Self.ids[0])
        #expect(self.line(of: "# one\n\n\(line)\n") == "3", "\(line)")
    }

    @Test("a vault is no source of its own")
    func own() {
        let text = "bilateral a https://a.example \(Self.ids[0])\nportal p https://b.example \(Self.ids[1])\n"
        #expect(line(of: text, own: Self.ids[0]) == "1")
        #expect(line(of: text, own: Self.ids[1]) == "2")
        #expect(line(of: text, own: Self.ids[2]) == nil)
    }

    @Test("no name, vault, portal or setting for all stands twice, and there are not more than can be waited for")
    func bounds() {
        let first = "bilateral a https://a.example \(Self.ids[0])\n"
        for second in [
            "bilateral a https://b.example \(Self.ids[1])", "bilateral b https://b.example \(Self.ids[0])",
            "portal a https://b.example \(Self.ids[1])",
        ] { #expect(line(of: first + second) == "2", "\(second)") }
        let portal = "portal p https://a.example \(Self.ids[0])\n"
        #expect(line(of: portal + "portal q https://b.example \(Self.ids[1])") == "2")
        #expect(line(of: "client a b\nclient a b") == "2")
        #expect(line(of: "authorities a\nauthorities a") == "2")
        func lines(_ count: Int) -> String {
            (0..<count).map { number in
                let digits = String(number)
                let id = String(repeating: "0", count: 32 - digits.count) + digits
                return "bilateral s-\(number) https://a.example \(id)\n"
            }.joined()
        }
        #expect(line(of: lines(32)) == nil)
        #expect(line(of: lines(33)) == "0")
        #expect(line(of: String(repeating: "#", count: (64 << 10) + 1)) == "0")
    }
}
