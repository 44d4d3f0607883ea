import PKI
import TestSupport
import Testing
import VaultClient
import VaultCore
import VaultStorage

@testable import VaultSync

@Suite("A server that answers badly")
struct ConnectionTests {
    /// A client that does not try again; an impatient one waits two seconds where others wait as long as it takes.
    private func limits(isImpatient: Bool = false) -> ClientLimits {
        var limits = ClientLimits()
        limits.connectSeconds = 600
        limits.answerSeconds = 600
        limits.silentSeconds = isImpatient ? 2 : 600
        limits.attempts = 1
        return limits
    }

    /// - Parameter isImpatient: where the answer must not come: on a busy machine, those that must come take their time.
    private func error(
        _ server: HostileServer, _ way: String, limit: Int = 1 << 20, isImpatient: Bool = false
    ) async throws -> ClientError? {
        let source = try PublishedSource(address: server.address(way), limits: limits(isImpatient: isImpatient))
        do {
            _ = try await source.bytes(of: "file", limit: limit)
            await source.close()
            return nil
        } catch let error as ClientError {
            await source.close()
            return error
        }
    }

    @Test("endless, slow, cut off, larger than asked for, elsewhere: each ends, and gives nothing")
    func answers() async throws {
        let server = try await HostileServer()
        try server.folder.write([UInt8](repeating: 65, count: 5000), to: "file")
        #expect(try await error(server, "good") == nil)
        #expect(try await error(server, "endless")?.code == .answerTooLarge)
        #expect(try await error(server, "slow", isImpatient: true)?.code == .timedOut)
        #expect(try await error(server, "silent", isImpatient: true)?.code == .timedOut)
        #expect(try await error(server, "cut")?.code == .unreachable)
        #expect(try await error(server, "good", limit: 4999)?.code == .answerTooLarge)
        #expect(try await error(server, "deny")?.code == .denied)
        #expect(try await error(server, "moved")?.code == .answerMalformed)
        #expect(try await error(server, "busy")?.code == .busy)
    }

    @Test("what is busy for a moment is asked again, and what was begun is not")
    func again() async throws {
        let server = try await HostileServer()
        try server.folder.write(Array("bytes".utf8), to: "file")
        let patient = try PublishedSource(address: server.address("once-busy"))
        #expect(try await patient.bytes(of: "file", limit: 100) == Array("bytes".utf8))
        await patient.close()
        let cut = try PublishedSource(address: server.address("cut"))
        var pieces: [UInt8] = []
        await #expect(throws: ClientError.self) { try await cut.read("file", limit: 100) { pieces += $0 } }
        #expect(pieces == Array("by".utf8))
        await cut.close()
    }

    @Test("an address is one of a server: TLS but for this machine, without a name or a query in it")
    func addresses() async throws {
        for (address, text) in [
            ("https://kho.example.vn", "https://kho.example.vn"), ("http://127.0.0.1:8443/", "http://127.0.0.1:8443"),
            ("http://[::1]:1", "http://[::1]:1"), ("http://localhost", "http://localhost"),
            ("https://KHO.example.vn:443/ban-sao/v1/", "https://kho.example.vn/ban-sao/v1"),
        ] {
            let source = try PublishedSource(address: address)
            #expect(source.address == text)
            await source.close()
        }
        for address in ["http://kho.example.vn", "http://127.0.0.1.example.vn"] {
            #expect(throws: ClientError.self) { _ = try PublishedSource(address: address) }
        }
        for address in [
            "ftp://kho.example.vn", "https://a:b@kho.example.vn", "https://kho.example.vn/?x", "kho.example.vn", "",
            "https://kho.example.vn/a/../b", "https://kho.example.vn//a", "https://kho.example.vn/%61",
            "https://kho.example.vn/#x",
        ] {
            #expect(throws: VaultError(.serverOriginMalformed)) { _ = try PublishedSource(address: address) }
        }
    }

    @Test("what was cut off leaves the replica as it was, and is no attack")
    func cutOff() async throws {
        let server = try await HostileServer()
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        try server.serve(vault)
        let folder = try TemporaryFolder()
        let pinned = try vault.pinned
        for (way, isTaken) in [("cut", false), ("good", true)] {
            let served = try PublishedSource(address: server.address(way), limits: limits())
            let store = try await ReplicaFolder.open(folder.file("replica"), writes: true)
            defer { store.close() }
            var pull = ReplicaPull(
                store: store,
                source: ServerSource(served), url: served.address, now: { MintedPKI.now }
            ) { _ in pinned }
            do {
                #expect(try await pull.run().to == 5 && isTaken)
            } catch let error as ReplicaSourceError {
                #expect(error.reason == .unreachable && !isTaken)
            }
            await served.close()
        }
    }
}
