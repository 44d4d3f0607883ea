import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Uploads into a vault's staging")
struct UploadTests {
    private let vault: MintedVault
    private let opened: OpenedVault
    private let bytes: [UInt8]

    init() throws {
        vault = try MintedVault()
        opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        var numbers = SeededNumbers(seed: 7)
        bytes = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }

    /// Pieces of all sizes.
    private func pieces(_ range: Range<Int>? = nil) -> [[UInt8]] {
        var numbers = SeededNumbers(seed: 8)
        var pieces: [[UInt8]] = []
        var position = range?.lowerBound ?? 0
        let end = range?.upperBound ?? bytes.count
        while position < end {
            let count = min(Int.random(in: 1...200_000, using: &numbers), end - position)
            pieces.append(Array(bytes[position..<(position + count)]))
            position += count
        }
        return pieces
    }

    private func names() throws -> [String] { try Folder.names(try #require(opened.staging).path) }

    /// Whoever has written last may hold the upload for a moment longer, on a thread of his own.
    private func waitForNames(_ count: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(RunningProgram.usualPatience)
        while try names().count != count, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func store(_ limits: UploadLimits = UploadLimits()) -> UploadStore<String> {
        UploadStore(limits: limits) { [opened] in try await opened.objects.stageUpload() }
    }

    /// An upload that is whole.
    private func whole(_ store: UploadStore<String>, by caller: String = "A") async throws -> UploadID {
        let turn = try await store.begin(by: caller, length: nil)
        for piece in pieces() { try await store.append(piece, turn) }
        try await store.finish(turn, expecting: .sha256(of: bytes))
        return turn.upload
    }

    @Test("what came in pieces is one object, hashed, and gone with its last reference")
    func staged() async throws {
        var object: (any StagedObject)? = try await {
            let upload = try await opened.objects.stageUpload()
            for piece in pieces() { try await upload.append(piece) }
            #expect(upload.count == bytes.count)
            return try await upload.finish(expecting: .sha256(of: bytes))
        }()
        let source = try #require(try object?.source())
        #expect(try source.bytes(0..<source.count) == bytes)
        #expect(object?.digest == .sha256(of: bytes))
        #expect(try names().count == 1)
        object = nil
        try await waitForNames(0)
        #expect(try names() == [])
    }

    @Test("other bytes than were announced are no object, and nothing of them stays")
    func otherBytes() async throws {
        let upload = try await opened.objects.stageUpload()
        try await upload.append(bytes)
        await #expect(throws: VaultError(.digestMismatch)) {
            _ = try await upload.finish(expecting: .sha256(of: [1]))
        }
        await #expect(throws: VaultError(.digestMismatch)) { try await upload.append([1]) }
        await #expect(throws: VaultError(.digestMismatch)) {
            _ = try await upload.finish(expecting: .sha256(of: bytes))
        }
    }

    @Test("an upload that is left half-way leaves nothing")
    func left() async throws {
        try await {
            let upload = try await opened.objects.stageUpload()
            for piece in pieces() { try await upload.append(piece) }
        }()
        try await waitForNames(0)
        #expect(try names() == [])
    }

    @Test("what would fill the disk is refused, and nothing of it stays")
    func full() async throws {
        let staging = try #require(opened.staging)
        await #expect {
            let upload = try StagedUploadFile(to: staging, pool: WorkerPool.shared, room: .max)
            try await upload.append(bytes)
            _ = try await upload.finish(expecting: nil)
        } throws: {
            ($0 as? VaultError)?.code == .diskFull
        }
        try await waitForNames(0)
        #expect(try names() == [])
    }

    @Test("it goes on where it was broken off, for the one who began it alone")
    func resumed() async throws {
        let store = store()
        let first = try await store.begin(by: "A", length: bytes.count)
        for piece in pieces(0..<1_000_000) { try await store.append(piece, first) }
        let state = try await store.state(of: first.upload, by: "A")
        #expect(state == .init(offset: 1_000_000, isComplete: false, length: bytes.count))
        await #expect(throws: VaultError(.uploadNotFound)) { _ = try await store.state(of: first.upload, by: "B") }
        await #expect(throws: VaultError(.uploadNotFound)) {
            _ = try await store.resume(first.upload, by: "B", at: 1_000_000)
        }
        await #expect(throws: VaultError(.uploadNotFound)) { try await store.remove(first.upload, by: "B") }
        await #expect(throws: VaultError(.uploadOffset, ["offset": "1000000"])) {
            _ = try await store.resume(first.upload, by: "A", at: 999_999)
        }
        let second = try await store.resume(first.upload, by: "A", at: 1_000_000)
        await #expect(throws: VaultError(.uploadInUse)) { try await store.append([1], first) }
        await #expect(throws: VaultError(.uploadIncomplete)) {
            try await store.finish(second, expecting: .sha256(of: bytes))
        }
        for piece in pieces(1_000_000..<bytes.count) { try await store.append(piece, second) }
        try await store.finish(second, expecting: .sha256(of: bytes))
        #expect(try await store.state(of: first.upload, by: "A").isComplete)
        await #expect(throws: VaultError(.uploadComplete)) {
            _ = try await store.resume(first.upload, by: "A", at: bytes.count)
        }
    }

    @Test("two who send to one upload at once never mix their bytes")
    func twoSenders() async throws {
        let store = store()
        let id = try await store.begin(by: "A", length: nil).upload
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    // Each takes the turn from the others all the time.
                    for _ in 0..<50 {
                        guard let state = try? await store.state(of: id, by: "A"), !state.isComplete,
                            let turn = try? await store.resume(id, by: "A", at: state.offset)
                        else { return }
                        if state.offset == bytes.count {
                            try? await store.finish(turn, expecting: .sha256(of: bytes))
                            return
                        }
                        for piece in pieces(state.offset..<bytes.count).prefix(3) {
                            do { try await store.append(piece, turn) } catch { break }
                        }
                    }
                }
            }
        }
        // Whoever lost his turn has gone; one more ends it, and the digest tells whether the bytes are the right ones.
        let state = try await store.state(of: id, by: "A")
        if !state.isComplete {
            let turn = try await store.resume(id, by: "A", at: state.offset)
            if state.offset < bytes.count {
                try await store.append(Array(bytes[state.offset...]), turn)
            }
            try await store.finish(turn, expecting: .sha256(of: bytes))
        }
        #expect(try await store.state(of: id, by: "A") == .init(offset: bytes.count, isComplete: true, length: nil))
    }

    @Test("nobody may have more, or larger ones, than he is let")
    func bounds() async throws {
        var limits = UploadLimits(maximumSize: 1000)
        limits.perCaller = 2
        limits.total = 3
        limits.largestPerCaller = 1
        let store = store(limits)
        await #expect(throws: VaultError(.uploadTooLarge, ["limit": "1000"])) {
            _ = try await store.begin(by: "A", length: 1001)
        }
        let first = try await store.begin(by: "A", length: nil)
        try await store.append([UInt8](repeating: 1, count: 600), first)
        await #expect(throws: VaultError(.uploadTooLarge, ["limit": "1000"])) {
            try await store.append([UInt8](repeating: 1, count: 401), first)
        }
        await #expect(throws: VaultError(.uploadNotFound)) { _ = try await store.state(of: first.upload, by: "A") }
        let second = try await store.begin(by: "A", length: nil)
        try await store.append([UInt8](repeating: 1, count: 600), second)
        let third = try await store.begin(by: "A", length: nil)
        await #expect(throws: VaultError(.tooManyUploads)) {
            try await store.append([UInt8](repeating: 1, count: 401), third)
        }
        // It waits for room, as far as it has come.
        #expect(try await store.state(of: third.upload, by: "A").offset == 0)
        try await store.remove(third.upload, by: "A")
        let told = try await store.begin(by: "A", length: 10)
        await #expect(throws: VaultError(.uploadTooLarge, ["limit": "10"])) {
            try await store.append([UInt8](repeating: 1, count: 11), told)
        }
        await #expect(throws: VaultError(.uploadNotFound)) { _ = try await store.state(of: told.upload, by: "A") }
        _ = try await store.begin(by: "A", length: nil)
        await #expect(throws: VaultError(.tooManyUploads)) { _ = try await store.begin(by: "A", length: nil) }
        _ = try await store.begin(by: "B", length: nil)
        await #expect(throws: VaultError(.tooManyUploads)) { _ = try await store.begin(by: "C", length: nil) }
        try await store.remove(second.upload, by: "A")
        _ = try await store.begin(by: "C", length: nil)
    }

    @Test("one without progress for an hour is gone with its file")
    func expired() async throws {
        let clock = TestClock()
        let store = UploadStore<String>(now: { clock.now }) { [opened] in try await opened.objects.stageUpload() }
        let old = try await whole(store)
        clock.advance(by: .seconds(3000))
        let young = try await whole(store)
        clock.advance(by: .seconds(700))
        await #expect(throws: VaultError(.uploadNotFound)) { _ = try await store.state(of: old, by: "A") }
        #expect(try await store.state(of: young, by: "A").isComplete)
        try await waitForNames(1)
        #expect(try names().count == 1)
    }

    @Test("a deposit that is kept uses it up, without another copy; one that is refused leaves it")
    func deposited() async throws {
        let store = store()
        let folder = try await vault.open(PresetValidator(isDetached: false))
        // The staging must be the vault's own: another process's would do as well as long as the volume is the same.
        let id = try await whole(store)
        let request = { @Sendable (objects: [UploadID: any StagedObject], category: VaultCore.Category) in
            DepositRequest(
                owner: try Owner(MintedVault.owner), category: category,
                file: DepositSource(name: try FileName("don.p7m"), staged: try #require(objects[id])),
                uploader: "test", entrance: "test")
        }
        let refused = try await store.using([id], by: "A") { objects in
            var secret = try request(objects, .ownFile)
            secret.secrecy = .secret
            let outcome = try await folder.vault.deposit(secret)
            if case .kept = outcome { return (outcome, true) }
            return (outcome, false)
        }
        guard case .refused = refused else { throw NotAsExpected() }
        await #expect(throws: VaultError(.uploadInUse)) {
            _ = try await store.using([id], by: "A") { _ in
                try await store.using([id], by: "A") { _ in ((), false) }
                return ((), false)
            }
        }
        let kept = try await store.using([id], by: "A") { objects in
            let outcome = try await folder.vault.deposit(try request(objects, .ownFile))
            if case .kept = outcome { return (outcome, true) }
            return (outcome, false)
        }
        guard case .kept(let committed, _) = kept else { throw NotAsExpected() }
        await #expect(throws: VaultError(.uploadNotFound)) { _ = try await store.state(of: id, by: "A") }
        let document = try #require(KeptDocument(committed.record))
        let content = try await folder.vault.content(of: document.description.files[0], in: document)
        #expect(try content.bytes(0..<content.count) == bytes)
        try await folder.close()
        #expect(try await vault.check().findings == [])
    }

    struct NotAsExpected: Error {}
}

/// A clock that stands until it is moved.
private final class TestClock: Sendable {
    private let state = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { state.withLock { $0 } }

    func advance(by duration: Duration) { state.withLock { $0 += duration } }
}
