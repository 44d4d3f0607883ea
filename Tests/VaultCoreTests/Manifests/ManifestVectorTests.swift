import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

/// docs/vectors/manifest.json, which Python and openssl made from the text of the design.
@Suite("Manifest vectors")
struct ManifestVectorTests {
    private static let vectors: JSON = {
        let url = Corpus.packageRoot.appendingPathComponent("docs/vectors/manifest.json")
        guard let data = try? Data(contentsOf: url), let json = try? JSON(parsing: [UInt8](data)) else { return .null }
        return json
    }()

    private static let cases = vectors["cases"]?.array ?? []
    private static let bodies = vectors["bodies"]?.array ?? []

    private func text(_ json: JSON, _ key: String) throws -> String { try #require(json[key]?.string) }

    private func verifier() throws -> ManifestVerifier {
        let seal = try #require(Base64.decode(try text(Self.vectors, "pinnedSeal")))
        let policy = try LogPolicy(parsing: "log \(try text(Self.vectors, "logKey"))\nquorum none\n")
        return ManifestVerifier(
            vault: PinnedVault(id: try text(Self.vectors, "vault"), seals: [seal], policy: policy), chain: .all)
    }

    @Test("there are vectors")
    func present() { #expect(Self.cases.count >= 17 && Self.bodies.count >= 5) }

    @Test("each case is judged as the vectors say", arguments: cases)
    func judged(_ vector: JSON) throws {
        let sealed = SealedDocument(
            bytes: Array(try text(vector, "document").utf8), seal: try #require(Base64.decode(try text(vector, "seal")))
        )
        #expect(Digest.sha256(of: sealed.bytes).description == (try text(vector, "digest")))
        let state = try vector["after"]?.string.map { try ManifestState(bytes: Array($0.utf8)) }
        let time = try #require(Instant(try text(vector, "at")))
        let proof = (Self.vectors["consistency"]?.array ?? []).compactMap { hash in
            hash.string.flatMap { [UInt8](hexadecimal: $0) }.flatMap { MerkleHash($0) }
        }
        #expect(proof.count == 1)
        var found = "accepted"
        do {
            if try text(vector, "kind") == "head" {
                _ = try verifier().accept(head: sealed, after: state, at: time) { _, _ in proof }
            } else {
                _ = try verifier().accept(sealed, after: state, at: time) { _, _ in proof }
            }
        } catch let error as ManifestError {
            found = error.code.rawValue
        }
        #expect(found == (try text(vector, "expect")), "\(vector["name"]?.string ?? "")")
    }

    @Test("each body is judged as the vectors say", arguments: bodies)
    func body(_ vector: JSON) throws {
        let manifest = try Manifest(bytes: Array(try text(vector, "manifest").utf8))
        let bytes = Array(try text(vector, "body").utf8)
        var found = "accepted"
        do {
            let body = try ManifestBody(bytes: bytes)
            #expect(body.bytes == bytes)
            if try manifest.check(body) == nil { found = "erased" }
        } catch {
            found = error.code.rawValue
        }
        #expect(found == (try text(vector, "expect")), "\(vector["name"]?.string ?? "")")
    }
}
