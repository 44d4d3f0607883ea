import PKI
import Synchronization
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore
@testable import VaultSync

/// Sources whose keys have changed since they were pinned.
@Suite("Finding a document: keys that changed")
struct SourceKeysTests: SourceSuite {
    private static let rotations: [@Sendable (inout SourceVault) throws -> Void] = [
        { try $0.rotateLog() }, { try $0.rotateSeal() },
    ]

    @Test("keys for which the pinned seal vouches are followed, by the rule by which they would be taken in")
    func followed() async throws {
        for rotate in Self.rotations {
            var source = try vault()
            let pin = try source.pinned(withIdentity: true)
            let asker = try SwitchedServer(source)
            let vault = try AskingVault("bilateral tinh \(asker.server.url) \(source.id)\n")
            #expect(try await vault.find([pin]).answer == .onFile)
            try rotate(&source)
            try source.deposit("KHAC-2")
            try source.issueHead()
            asker.serve(source)
            let resolution = try await vault.find([pin])
            #expect(resolution.answer == .onFile, "\(resolution.steps)")
            // Once taken in, they verify what was handed back.
            let proof = try #require(resolution.proof)
            let updated = try pin.following(source.identity, seal: proof.identity.seal)
            #expect(try proof.receipt.verify(by: updated, verifier: PinnedSeals()).treeSize == 3)
            #expect(try IdentityUpdate(of: updated).judge(source.identity, seal: proof.identity.seal) == .unchanged)
        }
    }

    @Test("where only its user can take the keys in, he is told how, and nobody is proved false")
    func byHand() async throws {
        for rotate in Self.rotations {
            var source = try vault()
            let pin = try source.pinned()
            try rotate(&source)
            try source.issueHead()
            let (step, resolution) = try await outcome(source, pin: pin)
            #expect(step.outcome == .error && step.code == "FIND_SOURCE_KEYS_CHANGED", "\(step)")
            #expect(step.facts["vault"] == source.id)
            #expect(resolution.answer == .undecided && !resolution.hasRefusal)
        }
        // A compromised key takes back what a receiver may have relied on.
        var source = try vault()
        let pin = try source.pinned(withIdentity: true)
        try source.rotateLog(lastGood: 1)
        try source.issueHead()
        let (step, resolution) = try await outcome(source, pin: pin)
        #expect(step.outcome == .error && step.code == "FIND_SOURCE_KEYS_CHANGED", "\(step)")
        #expect(!resolution.hasRefusal)
    }

    @Test("keys for which no pinned seal vouches are refused, and so is who the vault was before")
    func refused() async throws {
        let before = try vault()
        var foreign = before
        try foreign.rotateSeal(isVouchedFor: false)
        try foreign.issueHead()
        let (other, _) = try await outcome(foreign, pin: before.pinned(withIdentity: true))
        #expect(other.outcome == .refused && other.code == "FIND_IDENTITY_REFUSED", "\(other)")

        var after = before
        try after.rotateLog()
        let seal = try #require(after.files["/vault.json.p7s"])
        let pin = try before.pinned(withIdentity: true).following(after.identity, seal: seal)
        let (back, resolution) = try await outcome(before, pin: pin)
        #expect(back.outcome == .refused && back.code == "FIND_IDENTITY_REFUSED", "\(back)")
        #expect(resolution.hasRefusal && resolution.answer == .undecided)

        // A log key that was taken out of the policy by hand is followed by no other.
        let key = try #require(NoteSigningKey.generate(name: SourceVault.origin))
        let known = try before.pinned(withIdentity: true)
        let without = PinnedVault(
            id: known.id, seals: known.seals,
            policy: try LogPolicy(parsing: "log \(key.verifierKey.text)\nquorum none\n"),
            identity: known.identity)
        try after.issueHead()
        let (cut, _) = try await outcome(after, pin: without)
        #expect(cut.outcome == .refused && cut.code == "FIND_IDENTITY_REFUSED", "\(cut)")
    }

    @Test("keys that change between who a vault says it is and what it signs are no lie")
    func meanwhile() async throws {
        for rotate in Self.rotations {
            let before = try vault()
            var after = before
            try rotate(&after)
            try after.deposit("KHAC-2")
            try after.issueHead()
            let (old, asked) = (before.files, AskedPaths())
            let (step, _) = try await outcome(
                after, pin: before.pinned(withIdentity: true),
                file: { path in
                    path.hasPrefix("/vault.json") && asked.isFirst(path) ? old[path].map { .init(body: $0) } : nil
                })
            #expect(step.outcome == .hit, "\(step)")
        }
    }
}

/// Which paths were asked for already.
private final class AskedPaths: Sendable {
    private let paths = Mutex<Set<String>>([])

    func isFirst(_ path: String) -> Bool { paths.withLock { $0.insert(path).inserted } }
}
