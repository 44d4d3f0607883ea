import CanonicalJSON
import Testing
import VaultCore

@Suite("What sync services ask, as JSON")
struct SyncQueryTests {
    @Test("a question is read as it was written")
    func roundTrips() throws {
        let query = CatalogueQuery(
            owner: try Owner("CCCD:038093015572"), category: .result, paperType: "KQ.G15.000031", after: 41, limit: 7)
        #expect(try CatalogueQuery(JSON(parsing: query.json.canonicalBytes)) == query)
        #expect(try CatalogueQuery([:]) == CatalogueQuery())
        for query in [CodeQuery(code: "Mã 1"), CodeQuery(code: "a", scheme: "b", wantsContents: true)] {
            #expect(try CodeQuery(JSON(parsing: query.json.canonicalBytes)) == query)
        }
    }

    @Test("a field of another kind, out of bounds, or that there is not, is refused by name")
    func malformed() {
        let catalogue: [(JSON, String)] = [
            ([], "query"), (["colour": "red"], "query"), (["owner": 1], "owner"), (["category": "4"], "category"),
            (["type": 1], "type"), (["after": -1], "after"), (["limit": 0], "limit"), (["limit": 201], "limit"),
        ]
        for (json, field) in catalogue {
            #expect(throws: VaultError(.partMalformed, ["field": field])) { try CatalogueQuery(json) }
        }
        #expect(throws: VaultError(.categoryUnknown, ["category": "8"])) { try CatalogueQuery(["category": 8]) }
        #expect(throws: VaultError(.ownerMalformed)) { try CatalogueQuery(["owner": "An"]) }
        let codes: [(JSON, String)] = [
            ("a", "query"), (["code": "a", "x": 1], "query"), ([:], "code"), (["code": 1], "code"),
            (["code": "a", "scheme": .null], "scheme"), (["code": "a", "inline": "1"], "inline"),
        ]
        for (json, field) in codes {
            #expect(throws: VaultError(.partMalformed, ["field": field])) { try CodeQuery(json) }
        }
    }
}
