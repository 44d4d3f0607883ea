/// Where a webhook is: `https://host[:port]/path?query`, in the one spelling that every reader of addresses understands alike.
///
/// What may be read in two ways (users' names, backslashes, escapes in the host, a fragment) is refused: the host that is
/// judged must be the host that is asked.
///
/// Path and query may hold a secret, so that descriptions show the host alone.
public struct WebhookAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public let text: String
    /// A name in small letters, or a number without brackets.
    public let host: String
    public let isEncrypted: Bool

    /// Longer ones are no addresses of a service.
    static let maximumLength = 2048
    /// RFC 1035 section 2.3.4.
    private static let maximumHostLength = 253
    private static let secure = "https://"
    private static let plain = "http://"

    /// - Throws: `WEBHOOKS_MALFORMED`.
    public init(_ text: String) throws(VaultError) {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy(Self.isAddressByte),
            text.hasPrefix(Self.secure) || text.hasPrefix(Self.plain)
        else { throw VaultError(.webhooksMalformed) }
        isEncrypted = text.hasPrefix(Self.secure)
        let rest = text.dropFirst((isEncrypted ? Self.secure : Self.plain).count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        // An address without a path has two spellings (RFC 3986 section 6.2.3).
        guard rest.dropFirst(authority.count).first == "/", let host = Self.host(of: authority) else {
            throw VaultError(.webhooksMalformed)
        }
        self.text = text
        self.host = host
    }

    public var description: String { "WebhookAddress(\(host))" }
    public var customMirror: Mirror { Mirror(self, children: ["host": host]) }

    /// Whether it is this machine by its own name or number; what the name leads to is judged again when it is asked.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    private static func host(of authority: Substring) -> String? {
        let host: Substring
        let rest: Substring
        if authority.first == "[" {
            host = authority.dropFirst().prefix { $0 != "]" }
            guard authority.dropFirst(host.count + 1).first == "]" else { return nil }
            rest = authority.dropFirst(host.count + 2)
            guard host.utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority.dropFirst(host.count)
            guard host.utf8.allSatisfy(isHostByte), host.utf8.first != UInt8(ascii: "."),
                host.utf8.last != UInt8(ascii: ".")
            else { return nil }
        }
        guard (1...maximumHostLength).contains(host.utf8.count), rest.isEmpty || isPort(rest) else { return nil }
        return String(host)
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard text.first == ":", let port = UInt16(text.dropFirst()) else { return false }
        return port > 0 && String(port).utf8.elementsEqual(text.utf8.dropFirst())
    }

    /// Printable ASCII but for what addresses do not have or what ends them (RFC 3986 appendix C, section 3.5).
    private static func isAddressByte(_ byte: UInt8) -> Bool {
        (0x21...0x7e).contains(byte) && !##""#@\<>^`{|}"##.utf8.contains(byte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
