import Testing
import TransparencyLog
import VaultCore

@testable import VaultServer

@Suite("What a request's target stands for")
struct RouteTests {
    @Test("each of the log's static paths leads to its file")
    func logPaths() throws {
        #expect(Route(target: "/checkpoint") == .item(.checkpoint))
        let full = try #require(TileCoordinate(level: 0, index: 1_234_067))
        #expect(Route(target: "/tile/0/x001/x234/067") == .item(.tile(full)))
        let partial = try #require(TileCoordinate(level: -1, index: 0, width: 5))
        #expect(Route(target: "/tile/entries/000.p/5") == .item(.tile(partial)))
        #expect(Route(target: "/openapi.yaml") == .description)
    }

    @Test("each of a manifest's paths leads to its file")
    func manifestPaths() throws {
        for (path, content) in [
            ("head.json", .head), ("head.json.p7s", .headSeal), ("0.json", .manifest(sequence: 0)),
            ("12.json", .manifest(sequence: 12)), ("12.json.p7s", .manifestSeal(sequence: 12)),
            ("12.bodies.json", .bodies(sequence: 12)), ("12.portal.json", .portal(sequence: 12)),
        ] as [(String, ManifestFile.Content)] {
            let file = ManifestFile(try #require(ManifestChain(audience: "sync-1")), content)
            #expect(Route(target: "/v1/manifests/sync-1/\(path)") == .item(.manifest(file)))
            #expect(file.path == "sync-1/\(path)")
        }
    }

    @Test("a scoped chain has one path; other spellings of it lead nowhere")
    func scopedChains() throws {
        let chain = try #require(ManifestChain(audience: "cong-dvc", scope: "ket-qua", scopeVersion: 2))
        #expect(
            Route(target: "/v1/manifests/cong-dvc.ket-qua.2/3.bodies.json")
                == .item(.manifest(ManifestFile(chain, .bodies(sequence: 3)))))
        for name in [
            "cong-dvc.ket-qua", "cong-dvc.ket-qua.02", "cong-dvc.ket-qua.0", "cong-dvc.all.1", "cong-dvc..2",
            "cong-dvc.ket-qua.2.1", ".ket-qua.2", "cong-dvc.ket-qua.-2", "cong-dvc.Ket-qua.2",
        ] {
            #expect(Route(target: "/v1/manifests/\(name)/head.json") == nil, "\(name)")
        }
    }

    @Test("a query means nothing")
    func queries() { #expect(Route(target: "/checkpoint?x=/tile") == .item(.checkpoint)) }

    @Test(
        "any other spelling leads nowhere",
        arguments: [
            "", "checkpoint", "/", "//checkpoint", "/checkpoint/", "/./checkpoint", "/Checkpoint", "/%63heckpoint",
            "/checkpoint#", "/checkpoint\u{0}", "http://evil.example/checkpoint", "*",
            "/tile/0/000/", "/tile/0/0", "/tile/0/1000", "/tile/0/x000/000", "/tile/00/000", "/tile/64/000",
            "/tile/0/000.p/0", "/tile/0/000.p/256", "/tile/0/000.p/01", "/tile/-1/000", "/tile/entries/",
            "/tile/0/../../keys/log.key", "/tile/entries/%2e%2e/checkpoint", "/tile/0/000?/../x/../..",
            "/v1/manifests/../../keys/log.key", "/v1/manifests/full/../../../keys/log.key",
            "/v1/manifests/full/..%2f..%2fkeys/log.key", "/v1/manifests/./head.json", "/v1/manifests/-a/head.json",
            "/v1/manifests//head.json", "/v1/manifests/Full/head.json", "/v1/manifests/full/01.json",
            "/v1/manifests/full/+1.json", "/v1/manifests/full/-1.json", "/v1/manifests/full/.json",
            "/v1/manifests/full/18446744073709551616.json", "/v1/manifests/full/head.bodies.json",
            "/v1/manifests/full/1.json.p7s.p7s", "/v1/manifests/full/1", "/v1/manifests/full",
            // Swift holds the Kelvin sign for a K.
            "/chec\u{212a}point", "/v1/manifests/\u{212a}/head.json",
            "/Vault.json", "/vault.json.p7", "/healthz/", "/v1", "/v1/", "/v1/login/", "/v1//login",
            "/v1/login/challenges/",
            "/v1/login/x", "/v1/Login", "/keys/log.key", "/catalogue.sqlite", "/records/000/000/000/000.record",
            "/log/checkpoint",
        ])
    func otherSpellings(_ target: String) {
        // The one target above with a query behind a good path is the exception that shows where paths end.
        let isGood = target == "/tile/0/000?/../x/../.."
        #expect((Route(target: target) != nil) == isGood)
    }

    @Test("a target of any length is looked at only as far as the longest good one")
    func longTargets() {
        #expect(Route(target: "/checkpoint?" + String(repeating: "x", count: 1_000)) != nil)
        #expect(Route(target: "/checkpoint?" + String(repeating: "x", count: 2_000)) == nil)
        #expect(Route(target: "/tile/0/" + String(repeating: "x000/", count: 100) + "000") == nil)
        let name = String(repeating: "a", count: 64)
        #expect(ManifestFile(path: "\(name)/head.json") != nil)
        #expect(ManifestFile(path: "\(name).\(name).9/18446744073709551615.bodies.json") != nil)
        #expect(ManifestFile(path: "\(name)a/head.json") == nil)
    }

    @Test("the log's word for a route never holds its path; who may have it goes by what it tells of")
    func kinds() throws {
        for (target, kind, isPublic) in [
            ("/checkpoint", "checkpoint", true), ("/tile/3/017", "tile", true),
            ("/tile/entries/000", "entries", true), ("/v1/manifests/a/head.json.p7s", "head", true),
            ("/v1/manifests/a/7.json", "manifest", true), ("/v1/manifests/a/7.bodies.json", "bodies", false),
            ("/v1/manifests/a/7.portal.json", "portal", false),
            ("/v1/manifests/a.b.1/head.json", "head", false), ("/v1/manifests/a.b.1/7.json.p7s", "manifest", false),
        ] {
            let route = try #require(Route(target: target))
            #expect(route.kind == kind)
            guard case .item(let item) = route else { continue }
            if case .manifest(let file) = item { #expect(file.isPublic == isPublic) } else { #expect(isPublic) }
        }
    }

    @Test("what is asked on demand has one path each, and is posted")
    func onDemand() throws {
        for (target, route, kind) in [
            ("/v1/catalogue", .catalogue, "catalogue"), ("/v1/documents/by-code", .byCode, "by-code"),
            ("/v1/resolve", .resolve, "resolve"),
        ] as [(String, SyncRoute, String)] {
            let found = try #require(Route(target: target))
            #expect(found == .sync(route) && found.kind == kind && found.methods == [.post])
        }
        for target in ["/v1/resolve/", "/v1/Resolve", "/v1/resolve/x", "/v1/documents/resolve"] {
            #expect(Route(target: target) == nil || Route(target: target) != .sync(.resolve), "\(target)")
        }
    }

    @Test("the guidance's paths hold codes, and the log's word for them does not")
    func guidance() throws {
        for (target, route, kind) in [
            ("/api/v1/documents/import", .take, "guidance-import"),
            ("/api/v1/documents/038093015572", .document("038093015572"), "guidance-document"),
            ("/api/v1/documents/download/G06.01_CV-21", .download("G06.01_CV-21"), "guidance-download"),
        ] as [(String, GuidanceRoute, String)] {
            let found = try #require(Route(target: target))
            #expect(found == .guidance(route) && found.kind == kind)
        }
        for target in [
            "/api/v1/documents", "/api/v1/documents/", "/api/v1/documents/..", "/api/v1/documents/a/b",
            "/api/v1/documents/download/", "/api/v1/documents/download/../x", "/api/v1/documents/%2e",
            "/api/v1/documents/" + String(repeating: "a", count: 31), "/api/v1/documents/a@2", "/api/v2/documents/a",
            "/v1/documents/import",
        ] {
            #expect(Route(target: target) == nil, "\(target)")
        }
    }

    @Test("what sync services ask has words of its own")
    func sync() {
        #expect(Route(target: "/v1/catalogue") == .sync(.catalogue))
        #expect(Route(target: "/v1/documents/by-code") == .sync(.byCode))
        let id = "000102030405060708090a0b0c0d0e0f"
        let replica = Route(target: "/v1/replicas/\(id)/thue.dat-dai.2")
        #expect(replica == ReplicaRoute(["replicas", Substring(id), "thue.dat-dai.2"]).map(Route.replicas))
        #expect(replica?.methods == [.get, .post] && replica?.takesLongBodies == true)
        for target in ["/v1/replicas/\(id)", "/v1/replicas/\(id)/..", "/v1/replicas/\(id.uppercased())/all"] {
            #expect(Route(target: target) == nil, "\(target)")
        }
        #expect(Route(target: "/v1/catalogue/") == nil && Route(target: "/v1/documents/by-code/x") == nil)
    }
}
