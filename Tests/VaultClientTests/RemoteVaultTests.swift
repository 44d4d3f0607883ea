import Foundation
import PKI
import Signatures
import Synchronization
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultClient

@Suite("A vault behind a server")
struct RemoteVaultTests {
    private static func content(_ count: Int, seed: UInt64 = 5) -> [UInt8] {
        var numbers = SeededNumbers(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }

    private func kept(_ outcome: DepositOutcome) throws -> KeptDocument {
        guard case .kept(let committed, let report) = outcome, report != nil else {
            Issue.record("\(outcome)")
            throw NotKept()
        }
        return try #require(KeptDocument(committed.record))
    }

    struct NotKept: Error {}

    @Test("does for its owner all that a vault in a folder does")
    func life() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        #expect(vault.actor.role == .owner && vault.actor.person?.description == RealServer.number)
        let content = Self.content(3_000_000)
        let document = try kept(try await vault.deposit(server.request(content)))
        let id = document.description.document
        #expect(document.record.isWhole && document.description.files.count == 2)

        let reference = try DocumentReference(id.text)
        #expect(try await vault.show(reference) == document)
        let shown = try await vault.show(reference, for: .content)
        let source = try await vault.content(of: shown.description.files[1], in: shown)
        #expect(try source.bytes(0..<source.count) == content)
        #expect(try await vault.standing(of: id)?.acceptedVersion == 1)
        // What is not there is denied in the words of what is another's.
        await #expect(throws: VaultError(.accessDenied, ["role": "owner"])) {
            _ = try await vault.standing(of: .random())
        }
        #expect(try await vault.history(of: id) == [document.record])
        let identity = try await vault.identity(of: Owner(RealServer.number))
        #expect(try await vault.list(DocumentQuery(owner: identity)).map(\.index) == [document.record.index])
        var query = SearchQuery()
        query.owner = identity
        query.terms = try SearchTerms("don")
        #expect(try await vault.search(query).listings.count == 1)
        #expect(try await vault.ownName(of: id) == "don")

        let receipt = try await vault.receipt(
            for: vault.show(reference, for: .receipt).record, disclosesPrivate: false)
        #expect(receipt.leaf == document.record.leaf.bytes)
        let copy = server.folder.file("ban-sao.asice")
        try await vault.copy(of: vault.show(reference, for: .copy), to: copy)
        try CopyBundle.check(FileSource(path: copy), holds: document)

        let withdrawn = try await vault.enter(.withdrawn, of: document, reason: "sai", uploader: "", entrance: "")
        #expect(withdrawn.record.shared.subject == id)
        #expect(try await vault.standing(of: id)?.end == .withdrawn)
        await #expect(throws: VaultError(.documentEnded)) {
            _ = try await vault.enter(.withdrawn, of: document, reason: "", uploader: "", entrance: "")
        }
        let accesses = try await vault.accesses(
            of: nil, vault.show(reference, for: .accesses), AccessQuery())
        #expect(accesses.contains { $0.entry.action == .content && $0.entry.actor.entrance == "http" })
        #expect(try await vault.calendar() == .builtIn)
        await server.stop()
    }

    @Test("keeps a paper's next version, and says what it refuses")
    func versions() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        let first = try kept(try await vault.deposit(server.request([1, 2, 3])))
        var next = try server.request([4, 5])
        next.replaces = try DocumentReference(first.description.document.text)
        #expect(try kept(try await vault.deposit(next)).description.version == 2)
        var foreign = try server.request([6])
        let unsigned = DepositSource(name: try FileName("a.p7s"), open: { MemorySource([1, 2, 3]) })
        foreign = DepositRequest(
            owner: foreign.owner, category: .ownFile, file: unsigned, uploader: "", entrance: "")
        await #expect(throws: SignedFileError.self) { _ = try await vault.deposit(foreign) }
        let stranger = try server.pki.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        let signature = try CAdESSigner(key: stranger.key, certificate: stranger.certificate).detached(
            MemorySource([7]), signingTime: .now())
        let refused = try await vault.deposit(
            DepositRequest(
                owner: Owner(RealServer.number), category: .ownFile,
                file: DepositSource(name: FileName("b.p7s"), open: { MemorySource(signature) }),
                contents: [DepositSource(name: FileName("b"), open: { MemorySource([7]) })], uploader: "", entrance: "")
        )
        guard case .refused(let refusal, let report) = refused else { throw NotKept() }
        #expect(refusal.code == .ownerMismatch && report?.signatures.count == 1)
        await server.stop()
    }

    @Test("refused deposits leave nothing at the server that counts for whoever sent them")
    func manyRefused() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        let request = try server.request([7])
        let foreign = DepositRequest(
            owner: request.owner, category: .ownFile, file: request.file,
            contents: request.contents
                + [DepositSource(name: try FileName("other"), open: { MemorySource([8]) })], uploader: "", entrance: "")
        for _ in 0..<12 {
            guard case .refused(let refusal, _) = try await vault.deposit(foreign) else { throw NotKept() }
            #expect(refusal.code == .contentNotCovered)
        }
        await server.stop()
    }

    @Test("an upload that broke off before its name was told counts for nobody")
    func nameless() async throws {
        let server = try await RealServer()
        let proxy = try CuttingProxy(to: server.port, cuts: [Int](repeating: 300_000, count: 40))
        let upload = FileUpload(
            connection: try await server.connection(through: proxy.port), claim: [], report: { _ in })
        let content = Self.content(900_000)
        for _ in 0..<20 where proxy.cutsLeft > 0 { _ = try? await upload.send(MemorySource(content)) }
        try #require(proxy.cutsLeft == 0)
        let (_, digest) = try await upload.send(MemorySource(content))
        #expect(digest == .sha256(of: content))
        proxy.stop()
        await server.stop()
    }

    @Test("a record about something else than was sent or asked for is no answer")
    func otherRecords() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        var request = try server.request([1, 2, 3])
        request.code = try DocumentCode("MA-1")
        let found = try kept(try await vault.deposit(request)).description
        #expect(RemoteVault.isAnswer(found, to: request))
        var others = [request, request, request, request, request]
        others[0].code = try DocumentCode("MA-2")
        others[1].name = "khac"
        others[2].replaces = try DocumentReference(found.document.text)
        others[3].details.issuer = "UBND"
        others[4] = DepositRequest(
            owner: try Owner(RealServer.other), category: .ownFile, file: request.file, contents: request.contents,
            uploader: "", entrance: "")
        for other in others { #expect(!RemoteVault.isAnswer(found, to: other)) }

        let digest = found.files[0].digest.hexadecimal
        for text in [found.document.text, "MA-1", String(digest.prefix(6)), "sha256:\(digest)"] {
            let reference = try DocumentReference(text)
            #expect(RemoteVault.isMeant(found, by: reference), "\(text)")
        }
        let stranger = String(repeating: "0", count: 32)
        for text in [stranger, "MA-2", "sha256:\(stranger)\(stranger)"] {
            let reference = try DocumentReference(text)
            #expect(!RemoteVault.isMeant(found, by: reference), "\(text)")
        }
        await server.stop()
    }

    @Test("tells nobody of another's documents")
    func strangers() async throws {
        let server = try await RealServer()
        let document = try kept(try await server.remote().deposit(server.request([1])))
        let stranger = try server.pki.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        let vault = try await server.remote(as: RealServer.other, by: stranger)
        let reference = try DocumentReference(document.description.document.text)
        await #expect(throws: VaultError.self) { _ = try await vault.show(reference) }
        await #expect(throws: VaultError.self) {
            _ = try await vault.content(of: document.description.files[0], in: document)
        }
        await #expect(throws: VaultError(.loginRefused, ["reason": "login-user"])) {
            _ = try await server.remote(as: RealServer.number, by: stranger)
        }
        let nobody = try ServerConnection(
            try ServerOrigin(server.url), session: GivenSession(nil), limits: RealServer.limits())
        await #expect(throws: ClientError(.notSignedIn)) {
            _ = try await RemoteVault.open(nobody, as: AccessClaim())
        }
        await server.stop()
    }

    @Test("a deposit over a network that breaks is kept once, with all of its bytes")
    func cutConnections() async throws {
        let server = try await RealServer()
        let content = Self.content(6_000_000)
        // Some in the middle of the file, one in a request.
        let proxy = try CuttingProxy(
            to: server.port, cuts: [1_500_000, 300, 2_000_000, 100_000, 4_000_000])
        let sent = Mutex(0)
        let vault = try await RemoteVault.open(
            server.connection(through: proxy.port), as: AccessClaim(),
            report: { count in sent.withLock { $0 += count } })
        let document = try kept(try await vault.deposit(server.request(content)))
        #expect(document.description.files[1].digest == .sha256(of: content))
        #expect(try await server.records().count == 1)
        #expect(proxy.connections > 3)
        #expect(sent.withLock { $0 } == content.count + document.description.files[0].size)
        proxy.stop()
        await server.stop()
    }

    @Test("a server that was started anew in between is signed in to again, and gets the files again")
    func restarted() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        let first = try kept(try await vault.deposit(server.request([1])))
        try await server.restart()
        #expect(try await vault.show(DocumentReference(first.description.document.text)) == first)

        // The upload is whole when the server ends, and gone when the deposit comes.
        let content = Self.content(2_000_000)
        let restarts = Mutex(1)
        let restarting = try await RemoteVault.open(
            server.connection(), as: AccessClaim(),
            report: { _ in })
        var request = try server.request(content)
        let contents = request.contents
        request = DepositRequest(
            owner: request.owner, category: .ownFile, file: request.file,
            contents: contents
                + [
                    DepositSource(name: try FileName("second")) {
                        // Opened after the first was sent.
                        if restarts.withLock({ left in
                            defer { left = max(0, left - 1) }
                            return left > 0
                        }) {
                            let done = DispatchSemaphore(value: 0)
                            Task {
                                try? await server.restart()
                                done.signal()
                            }
                            done.wait()
                        }
                        return MemorySource(content)
                    }
                ], uploader: "", entrance: "")
        // The second content is covered by no signature: what counts is that its bytes came through.
        let outcome = try await restarting.deposit(request)
        guard case .refused(let refusal, _) = outcome else { throw NotKept() }
        #expect(refusal.code == .contentNotCovered)
        await server.stop()
    }

    @Test("the same key is the same deposit, also from another process after a crash; for another it is refused")
    func sameKey() async throws {
        let server = try await RealServer()
        var request = try server.request([1, 2, 3])
        request.idempotencyKey = "lan-1"
        let first = try kept(try await server.remote().deposit(request))
        guard case .kept(let again, nil) = try await server.remote().deposit(request) else { throw NotKept() }
        #expect(again.record == first.record)
        try await server.restart()
        guard case .kept(let later, nil) = try await server.remote().deposit(request) else { throw NotKept() }
        #expect(later.record == first.record)
        #expect(try await server.records().count == 1)
        request.name = "khác"
        await #expect(throws: VaultError(.idempotencyKeyReused)) {
            _ = try await server.remote().deposit(request)
        }
        await server.stop()
    }

    @Test("many at once are each kept once")
    func many() async throws {
        let server = try await RealServer()
        let vault = try await server.remote()
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let outcome = try await vault.deposit(server.request([UInt8(number)], as: "don-\(number)"))
                    if case .kept = outcome { return true }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 8)
        #expect(try await server.records().count == 8)
        await server.stop()
    }

    @Test("another vault behind the same address is noticed")
    func otherVault() async throws {
        let one = try await RealServer()
        let known = try await one.remote().identity
        let port = one.port
        await one.stop()
        let other = try await RealServer()
        await other.stop()
        try await other.start(port: port)
        await #expect {
            _ = try await RemoteVault.open(other.connection(), as: AccessClaim(), known: KnownVault(identity: known))
        } throws: { ($0 as? ClientError)?.code == .otherVault }
        await other.stop()
    }

    @Test("over TLS, and only with a certificate for that very name from an authority that is trusted")
    func tls() async throws {
        let certificates: @Sendable (SharedFolder) async throws -> Void = { folder in
            let script = """
                set -e
                new() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
                for root in root stranger; do
                    new $root.key; openssl req -x509 -key $root.key -subj "/CN=$root" -days 2 -out $root.pem 2>&1
                done
                leaf() {
                    new $1.key; openssl req -new -key $1.key -subj "/CN=$1" -out $1.csr 2>&1
                    printf 'subjectAltName=%s' "$2" > $1.ext
                    openssl x509 -req -in $1.csr -CA root.pem -CAkey root.key -days 2 -extfile $1.ext -out $1.pem 2>&1
                }
                leaf right IP:127.0.0.1; leaf wrong DNS:kho.example
                """
            let made = try await RunningProgram.run(["bash", "-c", script], in: folder.path)
            try #require(made.status == 0, "\(made.output)\(made.errors)")
        }
        let right = try await RealServer(tls: ("right.pem", "right.key"), prepare: certificates)
        let root = try right.folder.bytes("root.pem")
        let vault = try await RemoteVault.open(right.connection(authorities: root), as: AccessClaim())
        _ = try kept(try await vault.deposit(right.request([1])))
        for authorities in [try right.folder.bytes("stranger.pem"), nil] {
            await #expect(throws: ClientError(.notTrusted, ["host": "127.0.0.1"])) {
                _ = try await RemoteVault.open(right.connection(authorities: authorities), as: AccessClaim())
            }
        }
        await right.stop()
        let wrong = try await RealServer(tls: ("wrong.pem", "wrong.key"), prepare: certificates)
        let itsRoot = try wrong.folder.bytes("root.pem")
        await #expect(throws: ClientError(.notTrusted, ["host": "127.0.0.1"])) {
            _ = try await RemoteVault.open(wrong.connection(authorities: itsRoot), as: AccessClaim())
        }
        await wrong.stop()
    }
}
