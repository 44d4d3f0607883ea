import CanonicalJSON
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// The guidance's four operations over a real vault, under its rules.
@Suite("Documents by DocCode")
struct GuidanceDocumentsTests {
    private static let code = "G06.01_CV_000021_V1"
    private static let roles = """
        officer CCCD:001200000002 of H37.01
        local can-bo CCCD:001200000002
        local chu CCCD:038093015572
        """

    private let vault: MintedVault

    init() throws { vault = try MintedVault() }

    private static func body(_ text: String, code: String = code, subject: String = "Giấy xác nhận") -> JSON {
        [
            "category": 7, "file": ["content": .string(Base64.encode(Array(text.utf8))), "name": "cv.p7m"],
            "metadata": [
                "CodeNotation": "GXN-UBND", "CodeNumber": "12", "DocCode": .string(code), "IssuedDate": "2026-11-24",
                "Keyword": "đất", "OrganName": "UBND phường", "Subject": .string(subject), "TypeName": "Công văn",
            ], "owner": .string(MintedVault.owner),
        ]
    }

    private func open(_ claim: AccessClaim = AccessClaim(), _ work: (GuidanceDocuments) async throws -> Void)
        async throws
    {
        let folder = try await VaultFolder.open(vault.path, for: .depositing(PresetValidator()), as: claim)
        do {
            try await work(GuidanceDocuments(folder.vault, uploader: "test", entrance: "test"))
        } catch {
            try? await folder.close()
            throw error
        }
        try await folder.close()
    }

    private static func description(_ outcome: DepositOutcome) throws -> DocumentDescription {
        guard case .kept(let committed, _) = outcome else { throw VaultError(.notFound) }
        return try #require(committed.record.shared.document)
    }

    @Test("what is imported is a document like any other, and comes back as it was given")
    func roundTrip() async throws {
        try await open { documents in
            let first = try Self.description(
                try await documents.take(documents.request(Self.body("một")), replacing: nil))
            #expect(first.code == (try DocumentCode(Self.code, scheme: "doc-code")))
            #expect(first.name == "Giấy xác nhận" && first.details.notation == "12/GXN-UBND")
            #expect(first.details.issuer == "UBND phường" && first.details.issued?.text == "2026-11-24")
            let described = try await documents.describe(Self.code)
            #expect(described["metadata"] == Self.body("một")["metadata"])
            #expect(described["status"] == "accepted" && described["version"] == 1)
            let (file, bytes) = try await documents.download(Self.code)
            #expect(file.name.text == "cv.p7m")
            #expect(try bytes.bytes(0..<bytes.count) == Array("một".utf8))

            let second = try Self.description(
                try await documents.take(documents.request(Self.body("hai", subject: "Bản mới")), replacing: Self.code))
            #expect(second.document == first.document && second.version == 2 && second.name == "Bản mới")
            let (_, newer) = try await documents.download(Self.code)
            #expect(try newer.bytes(0..<newer.count) == Array("hai".utf8))
        }
        #expect(try await vault.check().findings == [])
    }

    @Test("a DocCode is imported once; what is none leads to nothing")
    func codes() async throws {
        try await open { documents in
            _ = try await documents.take(documents.request(Self.body("một")), replacing: nil)
            await #expect(throws: VaultError.self) {
                try await documents.take(documents.request(Self.body("hai")), replacing: nil)
            }
            for code in ["khong-co", "", "a/b", "..", "kho:x"] {
                await #expect(throws: VaultError(.notFound)) { try await documents.describe(code) }
            }
            // A document's id and a digest are no DocCodes.
            let record = try #require(try await vault.records().first)
            for code in [record.shared.subject?.text, record.shared.document?.files[0].digest.hexadecimal] {
                await #expect(throws: VaultError(.notFound)) {
                    try await documents.download(String(try #require(code).prefix(30)))
                }
            }
        }
        #expect(try await vault.records().count == 1)
    }

    @Test("a replacement may give another code, and can be sent once more to the path of the old one")
    func anotherCode() async throws {
        let newer = "G06.01_CV_000021_V2"
        try await open { documents in
            let first = try Self.description(
                try await documents.take(documents.request(Self.body("một")), replacing: nil))
            for version in 2...3 {
                let next = try Self.description(
                    try await documents.take(
                        documents.request(Self.body("bản \(version)", code: newer)), replacing: Self.code))
                #expect(next.document == first.document && next.version == version && next.code?.value == newer)
            }
            await #expect(throws: VaultError(.notFound)) { try await documents.describe(Self.code) }
            await #expect(throws: VaultError(.notFound)) { try await documents.download(Self.code) }
            #expect(try await documents.describe(newer)["version"] == 3)
            // The beginning of a digest leads to nothing here, whatever is to be done.
            let digest = try #require(first.files.first).digest.hexadecimal
            await #expect(throws: VaultError(.notFound)) {
                try await documents.take(
                    documents.request(Self.body("bốn", code: newer)), replacing: String(digest.prefix(30)))
            }
        }
        #expect(try await vault.records().count == 3)
    }

    @Test("a body that is not in its form is refused by the field, and nothing is entered")
    func malformed() async throws {
        let whole = Self.body("một").object ?? [:]
        let changes: [(String, JSON?, String)] = [
            ("owner", nil, "owner"), ("owner", 1, "owner"), ("category", "7", "category"), ("file", nil, "file"),
            ("file", ["name": "a"], "file"), ("file", ["content": "*", "name": "a"], "file"),
            ("file", ["content": "YQ==", "name": "a", "x": 1], "file"), ("contents", "a", "contents"),
            ("contents", [["name": "a"]], "contents"), ("metadata", nil, "metadata"), ("colour", "red", "body"),
        ]
        try await open { documents in
            for (field, value, named) in changes {
                var body = whole
                body[field] = value
                await #expect(throws: VaultError(.docMetadataMalformed, ["field": named]), "\(field)") {
                    try await documents.take(documents.request(.object(body)), replacing: nil)
                }
            }
        }
        #expect(try await vault.records().isEmpty)
    }

    @Test("an officer enters and reads for a dossier; without one, nobody is told what there is")
    func officers() async throws {
        try vault.write(Array(Self.roles.utf8), to: "roles")
        let undeclared = AccessClaim(role: .officer, account: "can-bo", entrance: "test")
        var claim = undeclared
        claim.dossier = try DossierCode("H37.01-261124-0001")
        claim.purpose = try AccessPurpose("1.001193")
        claim.basis = .legalTask
        try await open(claim) { documents in
            _ = try await documents.take(documents.request(Self.body("một")), replacing: nil)
            #expect(try await documents.describe(Self.code)["version"] == 1)
        }
        try await open(undeclared) { documents in
            for code in [Self.code, "khong-co"] {
                await #expect(throws: VaultError(.accessNotDeclared, ["role": "officer"])) {
                    try await documents.describe(code)
                }
            }
            await #expect(throws: VaultError.self) {
                try await documents.take(documents.request(Self.body("ba")), replacing: nil)
            }
        }
        #expect(try await vault.records().count == 1)
    }
}
