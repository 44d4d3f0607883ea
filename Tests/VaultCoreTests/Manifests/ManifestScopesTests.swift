import Testing
import VaultCore

@Suite("The file of scopes")
struct ManifestScopesTests {
    private static let text = """
        # who is told of what
        scope ket-qua 1 category=4,5
        scope dat-dai 2 category=4 type=KQ.G15.* type=KQ.G16.000003
        scope doanh-nghiep 1 owners=MST,TIN  # companies
        scope khu 3 group=khu-cong-nghiep
        group khu-cong-nghiep MST:0101234567
        group khu-cong-nghiep CCCD:001200000001
        """

    private static func document(
        _ category: VaultCore.Category = .result, type: String? = nil, owner: String = "CCCD:038093015572"
    ) throws -> DocumentDescription {
        DocumentDescription(
            document: .random(), code: nil, name: "Giấy phép", owner: try Owner(owner), category: category, files: [],
            links: [try LinkedContent(address: "https://kho.example/1")], status: .accepted, verdict: nil,
            details: DocumentDetails(paperType: type))
    }

    private static func contains(
        _ name: String, _ document: DocumentDescription, linked: [String] = []
    ) throws -> Bool {
        let scope = try #require(try ManifestScopes(parsing: text).scope(named: name))
        return scope.contains(document, of: OwnerIdentity(document.owner, linked: try linked.map { try Owner($0) }))
    }

    @Test("a category, a type or its beginning, a kind of owner's number: all kinds must hold, one value of each")
    func conditions() throws {
        #expect(try Self.contains("ket-qua", Self.document(.certifiedCopy)))
        #expect(try !Self.contains("ket-qua", Self.document(.ownFile)))
        for (type, isIn) in [
            ("KQ.G15.000031", true), ("KQ.G15.", true), ("KQ.G15", false), ("KQ.G16.000003", true),
            ("KQ.G16.0000031", false), ("kq.g15.1", false),
        ] {
            #expect(try Self.contains("dat-dai", Self.document(type: type)) == isIn, "\(type)")
        }
        #expect(try !Self.contains("dat-dai", Self.document(.certifiedCopy, type: "KQ.G15.000031")))
        #expect(try !Self.contains("dat-dai", Self.document()))
        #expect(try Self.contains("doanh-nghiep", Self.document(owner: "MST:0102182292")))
        #expect(try !Self.contains("doanh-nghiep", Self.document()))
        #expect(try Self.contains("all", Self.document(.ownFile)))
    }

    @Test("a group has its members' documents under any of their linked numbers, and nobody else's")
    func groups() throws {
        #expect(try Self.contains("khu", Self.document(owner: "MST:0101234567")))
        #expect(try !Self.contains("khu", Self.document(owner: "MST:0101234567-001")))
        #expect(try !Self.contains("khu", Self.document(owner: "CMND:012345678")))
        #expect(try Self.contains("khu", Self.document(owner: "CMND:012345678"), linked: ["CCCD:001200000001"]))
    }

    @Test(
        "a line that is not understood whole is named by its number, and nothing of the file counts",
        arguments: [
            "scope ket-qua 1", "scope ket-qua 0 category=4", "scope ket-qua 01 category=4", "scope ket-qua category=4",
            "scope all 1 category=4", "scope Ket-qua 1 category=4", "scope -a 1 category=4", "scope a 1 category=8",
            "scope a 1 category=4,4", "scope a 1 category=4 category=5", "scope a 1 category=", "scope a 1 category",
            "scope a 1 type=*", "scope a 1 type=A*B", "scope a 1 type=", "scope a 1 type=A type=A",
            "scope a 1 owners=ABC", "scope a 1 owners=mst", "scope a 1 group=none", "scope a 1 group=g group=g",
            "scope a 1 colour=red", "scope b 1 category=4\nscope b 2 category=4", "group g", "group g MST:1 x",
            "group G MST:0101234567", "group g MST:abc", "group g MST:0101234567\ngroup g MST:0101234567", "scopes",
        ])
    func malformed(_ lines: String) throws {
        let text = "# first\n" + lines
        #expect { try ManifestScopes(parsing: text) } throws: { error in
            let last = 1 + lines.split(separator: "\n").count
            return error as? VaultError == VaultError(.scopesMalformed, ["line": String(last)])
        }
    }

    @Test("a file beyond the bounds is refused as a whole")
    func bounds() {
        let whole = VaultError(.scopesMalformed, ["line": "0"])
        #expect(throws: whole) { try ManifestScopes(parsing: String(repeating: "#\n", count: 1 << 19) + "#") }
        let many = (0..<257).map { "scope a\($0) 1 category=4" }.joined(separator: "\n")
        #expect(throws: whole) { try ManifestScopes(parsing: many) }
        let types = (0..<65).map { "type=T\($0)" }.joined(separator: " ")
        #expect(throws: VaultError(.scopesMalformed, ["line": "1"])) {
            try ManifestScopes(parsing: "scope a 1 \(types)")
        }
    }

    @Test("whatever a scope means is in its digest; the order in which it is written is not")
    func definitions() throws {
        func definition(_ text: String) throws -> String {
            try #require(try ManifestScopes(parsing: text).scope(named: "a")).definition.description
        }
        let group = "\ngroup g MST:0101234567\ngroup h MST:0101234567"
        let different = try [
            "scope a 1 category=4", "scope a 2 category=4", "scope a 1 category=4,5", "scope a 1 type=T",
            "scope a 1 type=T*", "scope a 1 owners=MST", "scope a 1 group=g" + group,
            "scope a 1 group=g\ngroup g CCCD:001200000001" + group,
        ].map(definition)
        #expect(Set(different).count == different.count)
        #expect(
            try definition("scope a 1 type=B type=A category=5,4") == definition("scope a 1 category=4,5 type=A type=B")
        )
    }

    @Test("a service is an audience, a scope and its version a chain of its own")
    func chains() throws {
        let scopes = try ManifestScopes(parsing: Self.text)
        #expect(scopes.scope(named: "dat-dai")?.chain(for: "cong-dvc")?.folderName == "cong-dvc.dat-dai.2")
        #expect(ManifestScope.all.chain(for: "cong-dvc")?.folderName == "cong-dvc")
        #expect(scopes.scope(named: "dat-dai")?.chain(for: "Cổng") == nil)
        #expect(scopes.scope(named: "khac") == nil)
        #expect(ManifestScopes.none.scope(named: "all") == .all)
    }
}
