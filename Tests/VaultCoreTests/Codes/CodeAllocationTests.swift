import CanonicalJSON
import Testing

@testable import VaultCore

@Suite("Serial numbers that were given out")
struct CodeAllocationTests {
    private let series: CodeSeries

    init() throws { series = try GeneratedCode.series(of: .paper) }

    @Test("the record's content is canonical JSON with these fields")
    func form() throws {
        let allocation = try CodeAllocation(series, serials: 98...101, purpose: "Giấy khai sinh")
        #expect(
            String(decoding: allocation.json.canonicalBytes, as: UTF8.self)
                == #"{"first":98,"kind":"code-allocation","last":101,"#
                + #""prefix":["038093015572","KQ.G15.000031","12/QĐ-UBND"],"purpose":"Giấy khai sinh","#
                + #""scheme":"paper","v":1}"#)
        let silent = try CodeAllocation(series, serials: 1...1)
        #expect(silent.json["purpose"] == nil)
    }

    @Test("it is read back as it was, for every scheme")
    func roundTrip() throws {
        for scheme in CodeScheme.allCases {
            for purpose in [nil, "", "Đợt 1"] {
                let allocation = try CodeAllocation(
                    GeneratedCode.series(of: scheme), after: 41, count: 3, purpose: purpose)
                let json = try JSON(canonical: allocation.json.canonicalBytes)
                #expect(try CodeAllocation(json) == allocation)
            }
        }
    }

    @Test("its codes are those of its numbers, in order")
    func codes() throws {
        let codes = try CodeAllocation(series, serials: 99...101).codes().map(\.code.value)
        #expect(codes.map { $0.dropFirst(37) } == [".99", ".100", ".101"])
        #expect(Set(codes).count == 3)
        let documents = try CodeAllocation(GeneratedCode.series(of: .docCode), after: 20, count: 2).codes()
        #expect(documents.map(\.code.value) == ["G06.01_CV_000021_V1", "G06.01_CV_000022_V1"])
    }

    @Test("a count out of its bounds is refused, and so are more numbers than are left")
    func bounds() throws {
        let limit = ["limit": String(CodeAllocation.maximumCount)]
        for count in [Int.min, -1, 0, CodeAllocation.maximumCount + 1, Int.max] {
            #expect(throws: VaultError(.codeCountOutOfRange, limit)) {
                try CodeAllocation(series, after: 0, count: count)
            }
        }
        #expect(try CodeAllocation(series, after: 0, count: 1000).serials == 1...1000)
        #expect(throws: VaultError(.codeCountOutOfRange, limit)) { try CodeAllocation(series, serials: 1...1001) }
        let dossiers = try GeneratedCode.series(of: .dossier)
        #expect(try CodeAllocation(dossiers, after: 9_998, count: 1).serials == 9_999...9_999)
        for (last, count) in [(9_998, 2), (9_999, 1), (-1, 1), (Int.max, 1), (10_000, 1)] {
            #expect(throws: VaultError(.codeSeriesExhausted, ["limit": "9999"])) {
                try CodeAllocation(dossiers, after: last, count: count)
            }
        }
        #expect(throws: VaultError(.codeSeriesExhausted, ["limit": "9999"])) {
            try CodeAllocation(dossiers, serials: 0...3)
        }
        #expect(throws: VaultError(.codeSeriesExhausted, ["limit": "9999"])) {
            try CodeAllocation(dossiers, serials: 0...Int.max)
        }
        #expect(throws: VaultError(.textTooLong, ["limit": "4096"])) {
            try CodeAllocation(series, after: 0, count: 1, purpose: String(repeating: "x", count: 4097))
        }
    }

    @Test("a field that is missing, of another kind or out of bounds is named")
    func malformed() throws {
        let good = try CodeAllocation(series, serials: 3...4, purpose: "p").json
        let object = try #require(good.object)
        let changes: [(String, JSON?)] = [
            ("v", nil), ("v", 2), ("v", "1"), ("kind", nil), ("kind", "document"), ("scheme", nil),
            ("scheme", "unspecified"), ("scheme", "Paper"), ("scheme", 1), ("prefix", nil), ("prefix", "038093015572"),
            ("prefix", []), ("prefix", ["038093015572", "A"]), ("prefix", ["038093015572", "A", "1", "2"]),
            ("prefix", ["038093015572", "A", 1]), ("prefix", ["038093015572", "A", "1.2"]), ("first", nil),
            ("first", 0), ("first", -1), ("first", "3"), ("first", 5), ("last", nil), ("last", 2),
            ("last", 1003), ("last", 1_000_000_000), ("last", .integer(JSON.integerRange.upperBound)), ("last", "4"),
            ("purpose", 1), ("purpose", .null), ("purpose", .string(String(repeating: "x", count: 4097))),
        ]
        for (field, value) in changes {
            var changed = object
            changed[field] = value
            // A first number behind the last is told of the last.
            let named = field == "first" && value == 5 ? "last" : field
            #expect(throws: VaultError(.partMalformed, ["field": named]), "\(field) = \(value?.text ?? "-")") {
                try CodeAllocation(.object(changed))
            }
        }
        #expect(throws: VaultError(.partMalformed, ["field": "v"])) { try CodeAllocation([]) }
    }

    @Test("unknown fields are ignored, as in every record")
    func unknownFields() throws {
        let allocation = try CodeAllocation(series, serials: 3...4)
        var object = try #require(allocation.json.object)
        object["later"] = ["x": 1]
        #expect(try CodeAllocation(.object(object)) == allocation)
    }
}
