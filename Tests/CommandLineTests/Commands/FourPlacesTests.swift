import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// A commune, its province, a ministry and the national portal: four vaults, each behind a server of its own. The commune
/// pushes to the province and the portal; the ministry follows by itself, and looks there for what it needs.
@Suite("Four places")
struct FourPlacesTests {
    private static let code = "038093015572.GIAY-PHEP"
    private static let officer = [
        "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "legal-task",
    ]

    /// One that takes what the commune pushes.
    private final class Receiver: Sendable {
        let desk: Desk
        private let commune: SyncedVault
        private let id: String

        init(of commune: SyncedVault, id: String) async throws {
            self.commune = commune
            self.id = id
            desk = try await Desk()
            try await desk.initialise()
            let pin = try await ServerCertificates.digest("client", in: commune.desk.folder.path)
            try desk.folder.write("client xa sha256:\(pin)\n".utf8, to: "vault-data/roles")
            try desk.folder.write("xa \(id)\n".utf8, to: "nhan/senders")
        }

        func serve(port: Int = 0) async throws -> ServeProcess {
            let transport = SyncedVault.transport.map { $0.hasPrefix("--") ? $0 : commune.desk.folder.file($0) }
            return try await ServeProcess(
                in: desk.folder.path, port: port,
                transport + ["--replicas", "nhan", "--trust", commune.desk.folder.file("nguoi-nhan")],
                environment: desk.environment)
        }

        /// How much of the commune's log it knows.
        func size() async throws -> Int64 {
            let status = try await desk.kho("sync", "status", "nhan/\(id)/all", "--json")
            return status.objects.first?["to"]?.integer ?? 0
        }
    }

    private func push(_ commune: SyncedVault, to server: ServeProcess) async throws -> FinishedProgram {
        try await commune.desk.kho(["sync", "push", server.url, "--json"] + SyncedVault.client)
    }

    /// Waits until the ministry's replica has come so far.
    private func expectFollowed(_ commune: SyncedVault, to size: Int64) async throws {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while try await commune.status("bo").objects.first?["to"]?.integer != size {
            try #require(Date.now < deadline, "the ministry never heard of entry \(size - 1)")
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    @Test("what is deposited at one is seen at the others, through cuts and restarts, and found where it is needed")
    func story() async throws {
        let commune = try await SyncedVault(documents: 1)
        let id = try #require(
            try JSON(parsing: Array(commune.desk.folder.text("vault-data/vault.json").utf8))["id"]?.string)
        var server = try await commune.serve()
        let (province, portal) = (try await Receiver(of: commune, id: id), try await Receiver(of: commune, id: id))
        var provincial = try await province.serve()
        let national = try await portal.serve()
        // The ministry follows until it is asked to end.
        let watch = try RunningProgram(
            [BuiltProgram.kho, "sync", "watch", server.url, "--into", "bo", "--every", "1"] + SyncedVault.client,
            in: commune.desk.folder.path,
            environment: commune.desk.environment.merging(commune.receiver) { $1 })
        try await expectFollowed(commune, to: 1)

        try await commune.desk.sign("Giấy phép xây dựng", as: "giay-phep.txt")
        let put = try await commune.desk.kho(Desk.put("giay-phep.txt.p7s") + ["--code", Self.code])
        try #require(put.status == 0, "\(put.output)\(put.errors)")
        for place in [provincial, national] {
            let pushed = try await push(commune, to: place)
            #expect(pushed.status == 0, "\(pushed.output)\(pushed.errors)")
        }
        #expect(try await province.size() == 2)
        #expect(try await portal.size() == 2)
        try await expectFollowed(commune, to: 2)

        // The commune's server and the province's fall; what is deposited meanwhile is for later, and nobody is called false.
        await server.crash()
        await provincial.crash()
        try await commune.desk.deposit("Giữa lúc mất mạng", as: "sau.txt")
        let cut = try await push(commune, to: provincial)
        #expect(cut.status == 75 && cut.codes == ["SERVER_UNREACHABLE"], "\(cut.output)\(cut.errors)")
        #expect(try await push(commune, to: national).status == 0)
        #expect(try await portal.size() == 3)
        #expect(try await province.size() == 2)
        provincial = try await province.serve(port: provincial.port)
        #expect(try await push(commune, to: provincial).status == 0)
        #expect(try await province.size() == 3)
        server = try await commune.serve(["--port", String(server.port)])
        try await expectFollowed(commune, to: 3)
        #expect(!commune.desk.folder.exists("bo/evidence"))
        watch.signal(SIGTERM)
        #expect(await watch.finish().status == 0)

        try await find(commune, id, server)
        for place in [server, provincial, national] { #expect(await place.stop().status == 0) }
        for desk in [commune.desk, province.desk, portal.desk] {
            let checked = try await desk.kho("check")
            #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        }
    }

    /// The ministry's officer needs the paper: while the commune cannot be heard, that is no word that there is none.
    private func find(_ commune: SyncedVault, _ id: String, _ server: ServeProcess) async throws {
        let ministry = try await Desk()
        try await ministry.initialise()
        func sources(_ url: String) throws {
            let files = ["client.pem", "client.key", "tls-root.pem"].map { commune.desk.folder.file($0) }
            let text = "client \(files[0]) \(files[1])\nauthorities \(files[2])\nbilateral xa \(url) \(id)\n"
            try ministry.folder.write(text.utf8, to: "vault-data/sources")
        }
        func search(_ code: String) async throws -> FinishedProgram {
            try await ministry.kho(["find", code, "--json"] + Self.officer, environment: commune.receiver)
        }
        try sources(server.url)
        let found = try await search(Self.code)
        #expect(found.status == 0 && found.objects.first?["answer"] == "on-file", "\(found.output)\(found.errors)")
        #expect(found.objects.first?["DuocTaiSuDung"] == "1")
        #expect(try await search("038093015572.KHONG-CO").status == 8)
        try sources("https://127.0.0.1:9")
        let unheard = try await search(Self.code)
        #expect(
            unheard.status == 75 && unheard.objects.first?["answer"] == "undecided",
            "\(unheard.output)\(unheard.errors)")
    }
}
