import Glibc

/// A numeric IP address, as far as it matters whose network it is in.
struct NetworkAddress: Hashable, Sendable {
    /// As it is written: `192.0.2.7`, `2001:db8::1`.
    let text: String
    private let bytes: [UInt8]

    /// - Returns: nil for what is no address of four or sixteen bytes in its usual spelling.
    init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            guard inet_pton(family, text, &bytes) == 1 else { continue }
            self.text = text
            self.bytes = bytes
            return
        }
        return nil
    }

    /// Whether it is reachable from everywhere, and is no more ours than anybody's (RFC 6890 and its registries).
    var isPublic: Bool {
        if bytes.count == 4 { return Self.isPublic(bytes) }
        // IPv4 in IPv6 clothes: mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96), 6to4 (2002::/16).
        if bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xff, 0xff]) {
            return Self.isPublic(bytes.suffix(4))
        }
        if bytes.starts(with: [0x00, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)) {
            return Self.isPublic(bytes.suffix(4))
        }
        if bytes.starts(with: [0x20, 0x02]) { return Self.isPublic(bytes[2..<6]) }
        // Global unicast is 2000::/3. In it, 2001::/23 is for protocols (Teredo, benchmarks, ORCHID), and two blocks are
        // for documents (RFC 3849, RFC 9637): they lead nowhere that should be asked.
        let isReserved =
            bytes.starts(with: [0x20, 0x01]) && bytes[2] < 0x02 || bytes.starts(with: [0x20, 0x01, 0x0d, 0xb8])
            || bytes.starts(with: [0x3f, 0xff]) && bytes[2] < 0x10
        return bytes[0] & 0xe0 == 0x20 && !isReserved
    }

    /// Whether it is this machine's own.
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    private static func isPublic(_ bytes: some Collection<UInt8>) -> Bool {
        let octets = Array(bytes)
        return switch (octets[0], octets[1]) {
        case (0, _), (10, _), (127, _): false
        case (100, 64...127): false  // shared between a provider and its customers
        case (169, 254): false  // link-local, cloud metadata among it
        case (172, 16...31), (192, 168): false
        case (192, 0) where octets[2] == 0 || octets[2] == 2: false
        case (192, 88) where octets[2] == 99: false
        case (198, 18...19): false
        case (198, 51) where octets[2] == 100: false
        case (203, 0) where octets[2] == 113: false
        case (224..., _): false  // multicast, reserved, broadcast
        default: true
        }
    }
}
