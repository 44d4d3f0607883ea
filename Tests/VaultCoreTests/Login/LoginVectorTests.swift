import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

/// docs/vectors/login.json, which Python and openssl made from the text of docs/access.md.
@Suite("Sign-in vectors")
struct LoginVectorTests {
    private static let vectors: JSON = {
        let url = Corpus.packageRoot.appendingPathComponent("docs/vectors/login.json")
        guard let data = try? Data(contentsOf: url), let json = try? JSON(parsing: [UInt8](data)) else { return .null }
        return json
    }()

    private static let statements = vectors["statements"]?.array ?? []
    private static let malformedStatements = vectors["malformedStatements"]?.array ?? []
    private static let signed = vectors["signed"]?.array ?? []
    private static let origins = vectors["origins"]?.array ?? []
    private static let malformedOrigins = vectors["malformedOrigins"]?.array ?? []

    private func text(_ json: JSON, _ key: String) throws -> String { try #require(json[key]?.string) }

    @Test("there are vectors")
    func present() {
        #expect(Self.statements.count >= 5 && Self.malformedStatements.count >= 19 && Self.signed.count >= 8)
        #expect(Self.origins.count >= 14 && Self.malformedOrigins.count >= 50)
    }

    @Test("the content type is the UUID's below 2.25, byte for byte")
    func contentType() throws {
        let type = try #require(Self.vectors["contentType"])
        #expect(DER.objectIdentifier(LoginStatement.contentType).hexadecimal == (try text(type, "der")))
        // 2.25 is one octet (2 × 40 + 25); what follows is the number that the UUID is, seven bits an octet.
        let octets = LoginStatement.contentType.content
        #expect(octets.first == 105)
        var uuid = [UInt8](repeating: 0, count: 16)
        for octet in octets.dropFirst() {
            for place in uuid.indices {
                let next = place + 1 < uuid.count ? uuid[place + 1] : (octet & 127) << 1
                uuid[place] = uuid[place] << 7 | next >> 1
            }
        }
        let named = try text(type, "uuid").replacingOccurrences(of: "-", with: "")
        #expect(uuid.hexadecimal == named)
    }

    @Test("a statement has exactly these bytes, and is read back from them", arguments: statements)
    func statement(_ vector: JSON) throws {
        let nonce = try #require([UInt8](hexadecimal: try text(vector, "nonce")))
        let time = try #require(Instant(try text(vector, "time")))
        let statement = try LoginStatement(
            nonce: nonce, origin: ServerOrigin(try text(vector, "origin")), time: time,
            user: Owner(try text(vector, "user")))
        let bytes = Array(try text(vector, "statement").utf8)
        #expect(statement.bytes == bytes)
        #expect(Digest.sha256(of: bytes).description == (try text(vector, "sha256")))
        #expect(try LoginStatement(bytes: bytes) == statement)
    }

    @Test("any other text is refused with the field that is wrong", arguments: malformedStatements)
    func malformedStatement(_ vector: JSON) throws {
        let bytes = Array(try text(vector, "statement").utf8)
        let field = try text(vector, "field")
        #expect(throws: VaultError(.loginMalformed, ["field": field]), "\(vector["name"]?.string ?? "")") {
            try LoginStatement(bytes: bytes)
        }
    }

    @Test("what openssl signs is read, and every other form is refused with what is wrong", arguments: signed)
    func signedForm(_ vector: JSON) throws {
        let cms = try #require(Base64.decode(try text(vector, "cms")))
        guard let field = vector["field"]?.string else {
            #expect(try SignedLogin(cms).statement.bytes == Array(try text(vector, "statement").utf8))
            return
        }
        #expect(throws: VaultError(.loginMalformed, ["field": field]), "\(vector["name"]?.string ?? "")") {
            try SignedLogin(cms)
        }
    }

    @Test("a server has one spelling", arguments: origins)
    func origin(_ vector: JSON) throws {
        let given = try text(vector, "text")
        let wanted = try text(vector, "origin")
        #expect(try ServerOrigin(given).text == wanted)
        #expect(ServerOrigin(exactly: wanted)?.text == wanted)
        #expect((ServerOrigin(exactly: given) != nil) == (given == wanted))
    }

    @Test("what is no server's address is none", arguments: malformedOrigins)
    func malformedOrigin(_ vector: JSON) throws {
        let given = try #require(vector.string)
        #expect(throws: VaultError(.serverOriginMalformed)) { try ServerOrigin(given) }
        #expect(ServerOrigin(exactly: given) == nil)
    }
}
