import Testing

@Suite("TLS and plain HTTP", .serialized)
struct TransportTests {
    @Test("a client that knows the root connects, one that does not goes away")
    func roots() async throws {
        let served = try await ServedVault()
        #expect(served.url.hasPrefix("https://127.0.0.1:"))
        #expect(try await served.curl("/checkpoint").status == 200)
        let stranger = try await Program.run(
            "curl",
            [
                "--silent", "--noproxy", "*", "--cacert", "\(served.folder)/client-ca.pem", served.url + "/checkpoint",
            ])
        #expect(stranger.status == 60, "curl: the peer's certificate cannot be authenticated")
        await served.close()
    }

    @Test("TLS 1.1 and plain HTTP get nothing from a TLS port")
    func oldTransport() async throws {
        let served = try await ServedVault()
        let old = try await served.curl("/checkpoint", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0")
        #expect(old.exit == 35 && old.status == 0, "curl: a problem in the TLS handshake")
        let plain = try await Program.run(
            "curl",
            ["--silent", "--noproxy", "*", "--max-time", "120", "http" + served.url.dropFirst(5) + "/checkpoint"])
        #expect(plain.status != 0)
        await served.close()
    }

    @Test("on loopback plain HTTP is served, over IPv6 too", arguments: ["127.0.0.1", "::1"])
    func plain(_ host: String) async throws {
        let served = try await ServedVault(host: host, tls: false)
        #expect(served.url.hasPrefix("http://"))
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("without TLS a request that names another host is refused: a web page cannot read through its visitor")
    func rebinding() async throws {
        let served = try await ServedVault(tls: false)
        for name in ["evil.example", "evil.example:8443", "localhost.evil.example", "127.0.0.1.evil.example"] {
            let answer = try await served.curl("/checkpoint", "--header", "Host: \(name)")
            #expect(answer.status == 421)
            #expect(answer.problem == "MISDIRECTED_REQUEST")
        }
        #expect(try await served.curl("/checkpoint", "--header", "Host: localhost").status == 200)
        await served.close()
    }

    @Test("where clients need a certificate, only one of the named authority will do")
    func clientCertificates() async throws {
        let served = try await ServedVault(wantsClients: true)
        func fetch(_ name: String) async throws -> Fetched {
            try await served.curl(
                "/checkpoint", "--cert", "\(served.folder)/\(name).pem", "--key", "\(served.folder)/\(name).key")
        }
        #expect(try await fetch("client").status == 200)
        #expect(try await fetch("stranger").status == 0)
        #expect(try await served.curl("/checkpoint").status == 0)
        await served.close()
    }
}
