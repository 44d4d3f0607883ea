import Testing

@testable import Retrieval

@Suite("Public and private addresses")
struct NetworkAddressTests {
    @Test(
        "addresses that anybody may ask",
        arguments: [
            "8.8.8.8", "113.160.1.1", "172.32.0.1", "100.128.0.1", "2001:4860:4860::8888", "64:ff9b::808:808",
            "2001:200::1", "3fff:1000::1",
        ])
    func publicOnes(_ text: String) throws { #expect(try #require(NetworkAddress(text)).isPublic) }

    @Test(
        "addresses of this machine, of its network, of nobody, also inside IPv6",
        arguments: [
            "0.0.0.0", "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
            "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
            "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:db8::1", "2001::1", "::127.0.0.1",
            "2001:2::1", "2001:20::1", "3fff::1", "64:ff9b:1::1", "5f00::1",
        ])
    func privateOnes(_ text: String) throws { #expect(!(try #require(NetworkAddress(text)).isPublic)) }

    @Test("what is no number is no address", arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "::g"])
    func names(_ text: String) { #expect(NetworkAddress(text) == nil) }
}
