import CanonicalJSON
import Foundation
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@Suite("The statement of a sign-in")
struct LoginStatementTests {
    static let nonce = [UInt8](0..<32)

    static func statement(user: String = "CCCD:038093015572") throws -> LoginStatement {
        try LoginStatement(
            nonce: nonce, origin: ServerOrigin("https://kho.example:8443"), time: MintedPKI.now, user: Owner(user))
    }

    private static let text =
        #"{"nonce":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","#
        + #""origin":"https://kho.example:8443","time":"2026-06-01T00:00:00Z","user":"CCCD:038093015572","#
        + #""v":"kho-login/1"}"#

    @Test("it is written in one form, and read back as the same")
    func roundTrip() throws {
        let statement = try Self.statement()
        #expect(String(decoding: statement.bytes, as: UTF8.self) == Self.text)
        #expect(try LoginStatement(bytes: statement.bytes) == statement)
        let early = try LoginStatement(
            nonce: Self.nonce, origin: statement.origin,
            time: Instant(microseconds: MintedPKI.now.microseconds + 999_999),
            user: statement.user)
        #expect(early == statement)
    }

    @Test("a nonce of another length makes no statement", arguments: [0, 16, 31, 33, 64])
    func nonceLength(_ count: Int) throws {
        #expect(throws: VaultError(.loginMalformed, ["field": "nonce"])) {
            try LoginStatement(
                nonce: [UInt8](repeating: 1, count: count), origin: ServerOrigin("https://kho.example"),
                time: MintedPKI.now, user: Owner("CCCD:038093015572"))
        }
    }

    /// A piece of the text, what stands in its place, and the field that is named.
    private static let changes: [(String, String, String)] = [
        ("kho-login/1", "kho-login/2", "v"), (#""kho-login/1""#, "1", "v"), (#","v":"kho-login/1""#, "", "v"),
        ("1f\"", "1F\"", "nonce"), ("1f\"", "\"", "nonce"), ("1f\"", "1f00\"", "nonce"),
        ("https://kho.example:8443", "https://kho.example:443", "origin"),
        ("https://kho.example:8443", "HTTPS://kho.example:8443", "origin"),
        ("https://kho.example:8443", "https://kho.example.:8443", "origin"),
        ("https://kho.example:8443", "https://kho.example:8443/", "origin"),
        ("https://kho.example:8443", "https://kho.example@evil:8443", "origin"),
        ("https://kho.example:8443", "", "origin"), (#""https://kho.example:8443""#, "null", "origin"),
        ("2026-06-01T00:00:00Z", "2026-06-01T07:00:00+07:00", "statement"),
        ("2026-06-01T00:00:00Z", "2026-06-01", "statement"),
        ("2026-06-01T00:00:00Z", "2026-06-01T00:00:00.5Z", "statement"),
        ("2026-06-01T00:00:00Z", "2026-06-01t00:00:00z", "statement"), ("2026-06-01T00:00:00Z", "jetzt", "time"),
        ("CCCD:038093015572", "CCCD:38093015572", "user"), ("CCCD:038093015572", "cccd:038093015572", "user"),
        ("CCCD:038093015572", "XYZ:1", "user"), ("CCCD:038093015572", "", "user"),
        ("{\"nonce", #"{"if":"…","nonce"#, "statement"),
        (#""v":"kho-login/1""#, #""v":"kho-login/1","w":1"#, "statement"),
        ("\"}", "\" }", "statement"), ("\"}", "\"}\n", "statement"), ("{", "[{", "statement"),
        ("{\"nonce", #"{"nonce":"00","nonce"#, "statement"),
        (#""v":"#, #""v": "#, "statement"), ("\"v\":\"kho-login/1\"", "\"v\":\"kho-login\\u002f1\"", "statement"),
    ]

    @Test("any other text is refused", arguments: changes)
    func malformed(_ piece: String, _ other: String, _ field: String) throws {
        try #require(Self.text.contains(piece))
        let changed = Array(Self.text.replacingOccurrences(of: piece, with: other).utf8)
        #expect(throws: VaultError(.loginMalformed, ["field": field])) { try LoginStatement(bytes: changed) }
    }

    @Test("no cut of it, no changed byte and nothing oversized is taken for it")
    func bytes() {
        let bytes = Array(Self.text.utf8)
        for count in bytes.indices {
            #expect(throws: VaultError.self) { try LoginStatement(bytes: Array(bytes[..<count])) }
        }
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                // Another nonce, number, host or time is another statement, and never this one.
                if let other = try? LoginStatement(bytes: changed) { #expect(other.bytes == changed) }
            }
        }
        let long = Array(#"{"nonce":""#.utf8) + [UInt8](repeating: 0x30, count: 5000)
        #expect(throws: VaultError(.loginMalformed, ["field": "statement"])) { try LoginStatement(bytes: long) }
    }
}
