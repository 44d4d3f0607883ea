import Testing
import VaultCore

@testable import VaultServer

/// Publishes nothing: these servers never get as far as a request.
private struct NothingPublished: PublishedFiles {
    func answer(to item: PublishedItem) async throws -> PublishedAnswer { .absent }
}

@Suite("Where and how a server may listen")
struct StartingTests {
    @Test(
        "plain HTTP is for loopback alone",
        arguments: ["0.0.0.0", "192.0.2.7", "10.0.0.1", "::", "2001:db8::1", "128.0.0.1", "::ffff:127.0.0.1"])
    func plainOffLoopback(_ host: String) throws {
        let address = try ServerAddress(host: host, port: 0)
        #expect(!address.isLoopback)
        let error = #expect(throws: ServerError.self) {
            try KhoServer(ServedParts(files: NothingPublished()), ServingOptions(address: address))
        }
        #expect(error?.code == .tlsRequired)
    }

    @Test("every spelling of loopback is loopback", arguments: ["127.0.0.1", "127.8.9.10", "localhost", "::1", "0::1"])
    func loopback(_ host: String) throws {
        let address = try ServerAddress(host: host, port: 8443)
        #expect(address.isLoopback)
        #expect(throws: Never.self) {
            try KhoServer(ServedParts(files: NothingPublished()), ServingOptions(address: address))
        }
    }

    @Test(
        "names and nonsense are no addresses", arguments: ["kho.example.vn", "", "127.1", "1.2.3.4.5", "[::1]", " ::1"])
    func noAddress(_ host: String) {
        let error = #expect(throws: ServerError.self) { try ServerAddress(host: host, port: 8443) }
        #expect(error?.code == .addressMalformed)
    }

    @Test("a port has sixteen bits", arguments: [-1, 65_536])
    func ports(_ port: Int) {
        #expect(throws: ServerError.self) { try ServerAddress(host: "127.0.0.1", port: port) }
    }

    @Test("a URL has brackets around an IPv6 address")
    func urls() throws {
        let address = try ServerAddress(host: "0:0::1", port: 0)
        #expect(address.url(port: 8443, isEncrypted: true) == "https://[::1]:8443")
        #expect(ServerAddress.host(ofAuthority: "[::1]:8443") == "::1")
        #expect(ServerAddress.host(ofAuthority: "localhost:80") == "localhost")
    }

    @Test("a port that is taken is named, not crashed over")
    func portTaken() async throws {
        let served = try await ServedVault()
        let port = try #require(served.url.split(separator: ":").last.flatMap { Int($0) })
        var options = ServingOptions(address: try ServerAddress(host: "127.0.0.1", port: port))
        options.log = .none
        let second = try KhoServer(ServedParts(files: NothingPublished()), options)
        let error = await #expect(throws: ServerError.self) { try await second.run { _, _ in } }
        #expect(error?.code == .cannotListen)
        #expect(error?.facts["port"] == String(port))
        // The same where it is the figures' port.
        options.address = try ServerAddress(host: "127.0.0.1", port: 0)
        options.metricsPort = port
        let third = try KhoServer(ServedParts(files: NothingPublished()), options)
        let other = await #expect(throws: ServerError.self) {
            try await third.run { url, _ in Issue.record("nothing is served at \(url)") }
        }
        #expect(other?.facts["port"] == String(port))
        await served.close()
    }

    @Test("a certificate that is none, a key that is none, and a key of another certificate are told apart")
    func credentials() async throws {
        let served = try await ServedVault()
        let certificate = try ServedVault.read("\(served.folder)/tls.pem")
        let key = try ServedVault.read("\(served.folder)/tls.key")
        let otherKey = try ServedVault.read("\(served.folder)/other.key")
        let nonsense = Array("nonsense".utf8)
        for (chain, key, clients, expected) in [
            (nonsense, key, nil, .tlsCertificateMalformed), (certificate, nonsense, nil, .tlsKeyMalformed),
            (certificate, otherKey, nil, .tlsPairMismatch), (certificate, key, nonsense, .clientAuthorityMalformed),
        ] as [([UInt8], [UInt8], [UInt8]?, ServerError.Code)] {
            let error = #expect(throws: ServerError.self) {
                try TransportSecurity(certificates: chain, key: key, clientAuthorities: clients)
            }
            #expect(error?.code == expected)
        }
        await served.close()
    }
}
