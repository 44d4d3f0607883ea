import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore
import VaultStorage

@testable import VaultServer

/// What services get by their certificates: `dich-vu` has dossiers, `khac` other categories, `tong-hop` everything, and
/// `hai` two scopes. Entry 0 is a dossier, 1 a file of the owner's own, 2 a dossier.
@Suite("Manifests and documents for services", .serialized)
struct SyncServingTests {
    private static let scopes = "scope ho-so 1 category=2\nscope rieng 1 category=7\n"
    private static let names = ["dich-vu", "khac", "tong-hop", "hai"]

    /// Who the certificates of `service-<name>.pem` are.
    private static func roles(in folder: String) throws -> String {
        let lines = ["dich-vu ho-so", "khac rieng", "tong-hop all", "hai ho-so", "hai rieng"].map { "service \($0)" }
        return try names.reduce(into: lines) { lines, name in
            let pem = try #require(PEM.blocks(ServedVault.read("\(folder)/service-\(name).pem"))?.first)
            lines.append("client \(name) \(Digest.sha256(of: pem.bytes))")
        }.joined(separator: "\n") + "\n"
    }

    private func served() async throws -> ServedVault {
        let served = try await ServedVault(
            services: { folder in
                for name in Self.names { try Self.mint(name, in: folder) }
                return try ServiceAuthorities(authorities: ServedVault.read("\(folder)/client-ca.pem"))
            },
            configure: { $0.origins = ["https://kho.example.vn"] },
            parts: { parts, folder in
                let path = "\(folder)/vault-data"
                try await MintedVault.deposit(0, .dossier, code: "MA-0", into: path)
                try await MintedVault.deposit(1, .ownFile, code: "MA-1", into: path)
                try await MintedVault.deposit(2, .dossier, code: "MA-2", into: path)
                try Data(Self.scopes.utf8).write(to: URL(fileURLWithPath: "\(path)/scopes"))
                try Data(try Self.roles(in: folder).utf8).write(to: URL(fileURLWithPath: "\(path)/roles"))
                let host = try await VaultHost.open(path, validator: { WillingValidator() })
                parts.entrance = host
                parts.service = { try await host.service(by: $0) }
            })
        for name in ["all", "dich-vu.ho-so.1", "khac.rieng.1", "hai.ho-so.1", "hai.rieng.1"] {
            try await issue(name, served)
        }
        return served
    }

    private static func mint(_ name: String, in folder: String) throws {
        let script = """
            set -e; cd "$1"
            openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "service-$2.key"
            openssl req -new -key "service-$2.key" -subj "/CN=$2" -out "service-$2.csr" 2>&1
            printf 'extendedKeyUsage=clientAuth' > "service-$2.ext"
            openssl x509 -req -in "service-$2.csr" -CA client-ca.pem -CAkey client-ca.key -days 2 \\
                -extfile "service-$2.ext" -out "service-$2.pem" 2>&1
            """
        let made = try Command.run("bash", ["-c", script, "mint", folder, name])
        try #require(made.status == 0, "\(made.text)\(made.errors)")
    }

    private func issue(_ name: String, _ served: ServedVault) async throws {
        try await VaultManifests.open(
            served.vault, chain: try #require(ManifestChain(folderName: name)), writes: true
        ).issue(seal: served.seal, at: .now())
    }

    private func get(_ path: String, as name: String?, _ served: ServedVault, _ options: [String] = []) async throws
        -> Fetched
    {
        let identity =
            name.map {
                ["--cert", "\(served.folder)/service-\($0).pem", "--key", "\(served.folder)/service-\($0).key"]
            } ?? []
        return try await served.curl(path, identity + options)
    }

    private func post(
        _ path: String, _ body: String, as name: String?, _ served: ServedVault, _ options: [String] = []
    ) async throws -> Fetched {
        try await get(
            path, as: name, served, ["--header", "Content-Type: application/json", "--data", body] + options)
    }

    private static func indices(_ answer: Fetched) throws -> [UInt64] {
        try CataloguePage(JSON(canonical: answer.body)).documents.map(\.record.record.index)
    }

    @Test("a scoped chain is its service's; another service, and whoever shows nothing, learns nothing of it")
    func chains() async throws {
        let served = try await served()
        let files = ["head.json", "head.json.p7s", "1.json", "1.json.p7s", "1.bodies.json", "1.portal.json"]
        for name in files {
            let path = "/v1/manifests/dich-vu.ho-so.1/\(name)"
            #expect(try await get(path, as: "dich-vu", served).status == 200, "\(name)")
            #expect(try await get(path, as: "tong-hop", served).status == 200, "\(name)")
            for other in ["khac", "hai"] {
                let answer = try await get(path, as: other, served)
                #expect(answer.status == 403 && answer.problem == "ACCESS_DENIED", "\(name) \(other)")
            }
            let nobody = try await get(path, as: nil, served)
            #expect(nobody.status == 401 && nobody.problem == "SIGN_IN_NEEDED", "\(name)")
            // Whether there is such a chain is nobody else's to know either.
            #expect(try await get("/v1/manifests/dich-vu.rieng.1/\(name)", as: "khac", served).status == 403)
            #expect(try await get("/v1/manifests/dich-vu.ho-so.2/\(name)", as: "dich-vu", served).status == 403)
        }
        // A service of several scopes has each of its chains, and its bytes are kept by its own caches alone.
        let own = try await get("/v1/manifests/hai.rieng.1/1.json", as: "hai", served)
        #expect(own.status == 200 && own.headers["cache-control"] == "private, max-age=31536000, immutable")
        let head = try await get("/v1/manifests/hai.ho-so.1/head.json", as: "hai", served)
        #expect(head.headers["cache-control"] == "private, no-cache")
        let tag = try #require(own.headers["etag"])
        let known = try await get(
            "/v1/manifests/hai.rieng.1/1.json", as: "hai", served, ["--header", "If-None-Match: \(tag)"])
        #expect(known.status == 304 && known.body.isEmpty)
        // The chain of everything tells of numbers and commitments, to anybody; its bodies to one who has everything.
        let all = try await get("/v1/manifests/all/1.json", as: nil, served)
        #expect(all.status == 200 && all.headers["cache-control"] == "public, max-age=31536000, immutable")
        #expect(try await get("/v1/manifests/all/1.bodies.json", as: nil, served).status == 401)
        #expect(try await get("/v1/manifests/all/1.bodies.json", as: "dich-vu", served).status == 403)
        #expect(try await get("/v1/manifests/all/1.bodies.json", as: "tong-hop", served).status == 200)
        await served.close()
    }

    @Test("a scoped manifest and its bodies name what is in the scope, and nothing else of the vault's")
    func contents() async throws {
        let served = try await served()
        let bytes = try await get("/v1/manifests/dich-vu.ho-so.1/1.json", as: "dich-vu", served).body
        let manifest = try Manifest(bytes: bytes)
        #expect(manifest.entries.map(\.index) == [0, 2] && manifest.withheld.isEmpty)
        let seal = try await get("/v1/manifests/dich-vu.ho-so.1/1.json.p7s", as: "dich-vu", served).body
        try PinnedSeals().verify(seal, of: bytes, certificates: served.identity.seals.map(\.der))
        let answer = try await get("/v1/manifests/dich-vu.ho-so.1/1.bodies.json", as: "dich-vu", served)
        #expect(answer.headers["cache-control"] == "private, no-store" && answer.headers["etag"] == nil)
        let bodies = try #require(try JSON(canonical: answer.body)["bodies"]?.array)
        let parts = try bodies.map { try manifest.check(ManifestBody(bytes: $0.canonicalBytes)) }
        #expect(parts.compactMap { $0?.document?.category } == [.dossier, .dossier])
        for text in [bytes, answer.body].map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(!text.contains("1.p7m") && !text.contains("MA-1"))
        }
        let rows = try JSON(
            canonical: try await get("/v1/manifests/dich-vu.ho-so.1/1.portal.json", as: "dich-vu", served).body)
        #expect(rows["TaiLieuNop"]?.array?.count == 2 && rows["DanhSachGiayToKetQua"] == [])
        let everything = try JSON(
            canonical: try await get("/v1/manifests/all/1.portal.json", as: "tong-hop", served).body)
        #expect(everything["TaiLieuNop"]?.array?.count == 3)
        #expect(
            rows["TaiLieuNop"]?[0]?["DuongDanTaiTepTin"]?.string?.hasPrefix("https://kho.example.vn/v1/documents/")
                == true)
        #expect(try await get("/v1/manifests/dich-vu.ho-so.1/9.bodies.json", as: "dich-vu", served).status == 404)
        let whole = try JSON(
            canonical: try await get("/v1/manifests/all/1.bodies.json", as: "tong-hop", served).body)
        #expect(whole["bodies"]?.array?.count == 3 && whole["v"] == 1)
        await served.close()
    }

    @Test("where a scope means something else today, what its chain told of before is given out no more")
    func changedScopes() async throws {
        let served = try await served()
        let path = "/v1/manifests/dich-vu.ho-so.1/1.bodies.json"
        #expect(try await get(path, as: "dich-vu", served).status == 200)
        // Raised, as whoever narrows a scope does.
        try served.put("scope ho-so 2 category=2 type=KQ.1\n", at: "scopes")
        #expect(try await get(path, as: "dich-vu", served).status == 403)
        // Changed in place, which is a mistake.
        try served.put("scope ho-so 1 category=2 type=KQ.1\n", at: "scopes")
        #expect(try await get(path, as: "dich-vu", served).status == 403)
        try served.put("", at: "scopes")
        #expect(try await get(path, as: "dich-vu", served).status == 403)
        try served.put(Self.scopes, at: "scopes")
        #expect(try await get(path, as: "dich-vu", served).status == 200)
        try served.put("scope\n", at: "scopes")
        #expect(try await get(path, as: "dich-vu", served).status == 500)
        await served.close()
    }

    @Test("the catalogue is of the service's scope; a service with several says for which it comes")
    func catalogue() async throws {
        let served = try await served()
        #expect(try Self.indices(await post("/v1/catalogue", "{}", as: "dich-vu", served)) == [0, 2])
        #expect(try Self.indices(await post("/v1/catalogue", "{}", as: "tong-hop", served)) == [0, 1, 2])
        let page = try await post("/v1/catalogue", #"{"limit":1}"#, as: "tong-hop", served)
        #expect(try CataloguePage(JSON(canonical: page.body)).next == 0)
        #expect(page.headers["cache-control"] == "private, no-store")
        #expect(try await post("/v1/catalogue", "{}", as: "hai", served).problem == "ACCESS_DENIED")
        for (scope, found) in [("ho-so", [0, 2]), ("rieng", [1])] as [(String, [UInt64])] {
            let answer = try await post("/v1/catalogue", "{}", as: "hai", served, ["--header", "Kho-Scope: \(scope)"])
            #expect(try Self.indices(answer) == found)
        }
        for scope in ["all", "khong-co", "", "ho-so,rieng"] {
            let answer = try await post(
                "/v1/catalogue", "{}", as: "dich-vu", served, ["--header", "Kho-Scope: \(scope)"])
            // curl leaves an empty field out.
            #expect(answer.problem == (scope.isEmpty ? nil : "ACCESS_DENIED"), "\(scope)")
        }
        #expect(try await post("/v1/catalogue", "{}", as: nil, served).problem == "SIGN_IN_NEEDED")
        #expect(try await post("/v1/catalogue", #"{"x":1}"#, as: "dich-vu", served).problem == "PART_MALFORMED")
        #expect(try await post("/v1/catalogue", "[", as: "dich-vu", served).problem == "REQUEST_MALFORMED")
        #expect(try await get("/v1/catalogue", as: "dich-vu", served).status == 405)
        await served.close()
    }

    @Test("a document by its code comes with links, whose files are read in parts, or with its bytes")
    func byCode() async throws {
        let served = try await served()
        let answer = try await post("/v1/documents/by-code", #"{"code":"MA-0"}"#, as: "dich-vu", served)
        #expect(answer.status == 200)
        let json = try JSON(canonical: answer.body)
        let link = try #require(json["files"]?[0]?["link"]?.string)
        let file = try await get(link, as: "dich-vu", served)
        #expect(file.body == Array("signed document 0".utf8))
        let part = try await get(link, as: "dich-vu", served, ["--range", "7-14"])
        #expect(part.status == 206 && part.body == Array("document".utf8))
        #expect(part.headers["content-range"] == "bytes 7-14/17")
        let inline = try await post(
            "/v1/documents/by-code", #"{"code":"MA-0","inline":true,"scheme":"rieng"}"#, as: "dich-vu", served)
        let content = try JSON(canonical: inline.body)["files"]?[0]?["content"]?.string
        #expect(content == Base64.encode(file.body))
        // What is outside and what is not there have one answer.
        for code in ["MA-1", "MA-9"] {
            let missed = try await post("/v1/documents/by-code", #"{"code":"\#(code)"}"#, as: "dich-vu", served)
            #expect(missed.status == 404 && missed.problem == "DOCUMENT_NOT_FOUND", "\(code)")
        }
        #expect(try await get(link, as: "khac", served).status == 403)
        #expect(try await get(link, as: "hai", served).status == 403)
        #expect(try await get(link, as: "hai", served, ["--header", "Kho-Scope: ho-so"]).status == 200)
        #expect(try await get(link, as: nil, served).status == 401)
        #expect(
            try await post("/v1/documents/by-code", #"{"code":"MA-0"}"#, as: nil, served).problem == "SIGN_IN_NEEDED")
        await served.close()
    }

    @Test("where nothing but what is published is served, there is nothing of a scope, and no bodies")
    func readOnly() async throws {
        let served = try await ServedVault(documents: 1)
        try await issue("all", served)
        #expect(try await served.curl("/v1/manifests/all/1.json").status == 200)
        for path in [
            "/v1/manifests/all/1.bodies.json", "/v1/manifests/all/1.portal.json", "/v1/manifests/a.b.1/head.json",
            "/v1/catalogue", "/v1/documents/by-code", "/api/v1/documents/x", "/api/v1/documents/import",
        ] {
            let isPost = path.hasSuffix("catalogue") || path.hasSuffix("by-code")
            let answer = try await served.curl(
                path, isPost ? ["--header", "Content-Type: application/json", "--data", "{}"] : [])
            #expect(answer.status == 404 && answer.problem == "RESOURCE_NOT_FOUND", "\(path)")
        }
        await served.close()
    }
}
