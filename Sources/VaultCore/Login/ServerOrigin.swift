import Glibc

/// Where a server is reached: scheme, host and port, in the one spelling that is signed and compared, byte for byte.
///
///     try ServerOrigin("HTTPS://Kho.Example:443/").text    // https://kho.example
///
/// What could be spelled in two ways that reach one server (a trailing dot, percent-encoding, an address in octal) or that
/// looks like another server to a person (user information, letters outside ASCII) is none.
public struct ServerOrigin: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Hashable, Sendable {
        case http, https

        /// RFC 9110 section 4.2.
        public var defaultPort: Int { self == .http ? 80 : 443 }
    }

    public let scheme: Scheme
    /// In lower case; an IPv6 address without its brackets.
    public let host: String
    public let port: Int

    /// The longest name of DNS has 253 characters, with scheme, port and brackets in 300.
    static let maximumLength = 300
    private static let maximumHostLength = 253
    private static let maximumLabelLength = 63

    /// - Parameter host: a name in ASCII (punycode where it has other letters), an IPv4 address, or an IPv6 address with or
    ///   without brackets.
    /// - Returns: nil for what is no host, and for ports outside 1…65535.
    public init?(scheme: Scheme, host: String, port: Int) {
        guard (1...65535).contains(port), let host = Self.normalised(host) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// Reads what a person writes: `https://kho.example:8443/`, with nothing behind the host and port but one `/`.
    /// - Throws: `SERVER_ORIGIN_MALFORMED`.
    public init(_ text: String) throws(VaultError) {
        guard let origin = Self.parse(text) else { throw VaultError(.serverOriginMalformed) }
        self = origin
    }

    /// Reads the one spelling; nil for any text that `text` would not make.
    public init?(exactly text: String) {
        guard let origin = Self.parse(text), origin.text.utf8.elementsEqual(text.utf8) else { return nil }
        self = origin
    }

    public var text: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return "\(scheme.rawValue)://\(name)" + (port == scheme.defaultPort ? "" : ":\(port)")
    }

    public var description: String { text }

    private static func parse(_ text: String) -> ServerOrigin? {
        let bytes = Array(text.utf8)
        guard bytes.count <= maximumLength, let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let scheme = Scheme(rawValue: lowerCased(bytes[..<colon])),
            bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        var rest = bytes[(colon + 3)...]
        if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        var name = rest
        var port: Int? = scheme.defaultPort
        let isBracketed = rest.first == UInt8(ascii: "[")
        // Within brackets colons are the address's.
        let end = isBracketed ? rest.lastIndex(of: UInt8(ascii: "]")) : rest.startIndex
        guard let end else { return nil }
        if let colon = rest[end...].firstIndex(of: UInt8(ascii: ":")) {
            name = rest[..<colon]
            port = number(rest[(colon + 1)...])
        }
        guard let port, isBracketed == (name.last == UInt8(ascii: "]")),
            isBracketed || !name.contains(UInt8(ascii: ":"))
        else { return nil }
        return ServerOrigin(scheme: scheme, host: String(decoding: name, as: UTF8.self), port: port)
    }

    /// Decimal digits without a leading zero.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...5).contains(digits.count), digits.allSatisfy(isDigit), digits.first != UInt8(ascii: "0") else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func normalised(_ host: String) -> String? {
        let bytes = Array(lowerCased(Array(host.utf8)[...]).utf8)
        if bytes.contains(UInt8(ascii: ":")) {
            let isBracketed = bytes.first == UInt8(ascii: "[") && bytes.last == UInt8(ascii: "]")
            return address(isBracketed ? Array(bytes.dropFirst().dropLast()) : bytes)
        }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= maximumHostLength, labels.allSatisfy(isLabel), let last = labels.last else { return nil }
        // What ends in a number is an IPv4 address to those who look hosts up, in whatever notation.
        guard !last.allSatisfy(isDigit), !last.starts(with: "0x".utf8) else {
            let isPlain =
                labels.count == 4
                && labels.allSatisfy { $0 == [UInt8(ascii: "0")] || number($0).map { $0 < 256 } ?? false }
            return isPlain ? String(decoding: bytes, as: UTF8.self) : nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An IPv6 address as the system writes it (RFC 5952); none with a zone, which means something on one machine alone.
    private static func address(_ bytes: [UInt8]) -> String? {
        var parsed = in6_addr()
        guard
            bytes.allSatisfy({
                isDigit($0) || isHexadecimalLetter($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
            }),
            inet_pton(AF_INET6, String(decoding: bytes, as: UTF8.self), &parsed) == 1
        else { return nil }
        var written = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &parsed, &written, socklen_t(written.count)) != nil else { return nil }
        return String(decoding: written.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...maximumLabelLength).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy {
                isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == hyphen
                    || $0 == UInt8(ascii: "_")
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isHexadecimalLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// ASCII alone: no letter of another script becomes one of ASCII.
    private static func lowerCased(_ bytes: ArraySlice<UInt8>) -> String {
        String(
            decoding: bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
