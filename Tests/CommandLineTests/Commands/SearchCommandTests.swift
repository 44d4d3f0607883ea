import CanonicalJSON
import TestSupport
import Testing

@Suite("kho search")
struct SearchCommandTests {
    private static let details: [(name: String, arguments: [String])] = [
        ("Giấy khai sinh", ["--number", "12/2026/GKS", "--issuer", "UBND xã Hòa Bình", "--issued", "2026-03-01"]),
        ("GIẤY PHÉP XÂY DỰNG", ["--code", "H37-1", "--issuer", "Sở Xây dựng", "--issued", "2026-05-01"]),
        ("Đơn đề nghị", ["--code", "H37-2", "--type", "KQ.G15.000031"]),
    ]

    private func deskOfThree() async throws -> (desk: Desk, documents: [String]) {
        let desk = try await Desk()
        try await desk.initialise()
        var documents: [String] = []
        for (number, details) in Self.details.enumerated() {
            try await desk.sign("Nội dung \(number)", as: "\(number).txt")
            let put = try await desk.kho(Desk.put("\(number).txt.p7s") + ["--name", details.name] + details.arguments)
            documents.append(try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)"))
        }
        return (desk, documents)
    }

    @Test("finds by words without accents, number, code, issuer, type, dates and owner, the newest first")
    func found() async throws {
        let (desk, documents) = try await deskOfThree()
        let cases: [(arguments: [String], found: [Int])] = [
            ([], [2, 1, 0]), (["giay"], [1, 0]), (["Giấy", "khai"], [0]), (["dang", "ky"], []), (["don de nghi"], [2]),
            (["12/2026/gks"], [0]), (["2026/12"], []), (["--code", "H37-1"], [1]),
            (["--code-prefix", "H37-"], [2, 1]),
            (["--issuer", "xã Hoà Bình"], [0]), (["--type", "KQ.G15"], [2]), (["--from", "2026-04-01"], [1]),
            (["--from", "2026-03-01", "--to", "2026-04-30"], [0]), (["--category", "7", "giấy"], [1, 0]),
            (["--owner", DemonstrationKeys.owner, "phép"], [1]), (["--owner", "CCCD:001200000001"], []),
            (["--status", "current"], [2, 1, 0]), (["--status", "expired"], []),
        ]
        for (arguments, expected) in cases {
            let run = try await desk.kho(["search", "--json"] + arguments)
            #expect(run.status == 0)
            #expect(run.objects.map { $0["document"]?.string } == expected.map { documents[$0] }, "\(arguments)")
        }
        #expect(try await desk.kho("expire", documents[0]).status == 0)
        #expect(try await desk.kho("search", "--status", "expired", "--json").objects.count == 1)
        #expect(try await desk.kho("search", "giay", "--status", "current", "--json").objects.count == 1)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a page ends with the number to go on with, for programs and for people")
    func pages() async throws {
        let (desk, documents) = try await deskOfThree()
        let first = try await desk.kho("search", "--limit", "2", "--json")
        #expect(first.objects.map { $0["schema"]?.string } == ["kho.search/1", "kho.search/1", "kho.search-page/1"])
        let next = try #require(first.objects.last?["next"]?.string)
        let second = try await desk.kho("search", "--limit", "2", "--after", next, "--json")
        #expect(second.objects.map { $0["document"]?.string } == [documents[0]])
        let shown = try await desk.kho("search", "--limit", "2", "--lang", "en")
        #expect(shown.lines.count == 2 && shown.errors.contains("--after \(next)"))
    }

    @Test("nothing found is said, in both languages; what cannot be asked is said too")
    func nothing() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let empty = try await desk.kho("search", "gì", "--lang", "vi")
        #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.contains("Không tìm thấy"))
        #expect(try await desk.kho("search", "gì", "--lang", "en").errors.contains("No document was found"))
        #expect(try await desk.kho("search", "…", "--json").codes == ["DETAIL_MALFORMED"])
        #expect(try await desk.kho("search", "--from", "1.2.2026", "--json").codes == ["DETAIL_MALFORMED"])
        #expect(try await desk.kho("search", "a b c d e f g h i j k l m n o p q", "--json").codes == ["TOO_MANY_WORDS"])
        for arguments in [["--status", "pending"], ["--limit", "0"], ["--code", "a", "--code-prefix", "b"]] {
            #expect(try await desk.kho(["search"] + arguments).status == 2)
        }
    }
}
