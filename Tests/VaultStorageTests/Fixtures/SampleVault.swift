import Foundation
import GRDB
import PKI
import Signatures
import TestSupport
import VaultCore

@testable import VaultStorage

/// A vault with a bit of everything: documents of three owners; detached, attached, linked, pending and validated again;
/// some with codes; consents; manifests; documents that were erased, and one whose erasure is asked for.
/// Made once, copied for each test that changes something.
struct SampleVault {
    let pristine: MintedVault
    let records: [VaultCore.Record]

    static let owners = ["CCCD:038093015572", "CCCD:001200000001", "MST:0100109106"]
    static let count = 12
    /// Log entries: the documents, what became of them and of their owners, and a digest of the journal of accesses.
    static let entries = count + 17

    init() async throws {
        pristine = try MintedVault()
        for (number, owner) in (0..<Self.count).map({ ($0, Self.owners[$0 % Self.owners.count]) }) {
            var validator = PresetValidator(identifiers: [owner], isDetached: number % 4 != 1)
            validator.evidence.append(Array("list \(number % 3)".utf8))
            if number % 4 == 3 {
                validator.indication = .indeterminate
                validator.subIndication = .tryLater
            }
            var request = try MintedVault.request(number, owner: owner)
            if number % 4 == 1 {
                request = DepositRequest(
                    owner: try Owner(owner), category: .ownFile,
                    file: try MintedVault.source("don-\(number).p7m", Array("attached \(number)".utf8)),
                    uploader: "test", entrance: "test")
            }
            if number % 2 == 0 { request.code = try DocumentCode("H37-\(number)", scheme: "test") }
            let folder = try await pristine.open(validator)
            _ = try await folder.vault.deposit(request)
            try await folder.close()
            if number == Self.count / 2 || number == Self.count - 1 { try await pristine.issueManifest() }
        }
        try await Self.change(pristine)
        try await Self.erase(pristine)
        try await Self.digest(pristine)
        try await pristine.issueManifest()
        records = try await pristine.records()
    }

    /// A version that follows another, documents that ended, and owners that were linked and parted.
    private static func change(_ vault: MintedVault) async throws {
        let documents = try await vault.records().compactMap { KeptDocument($0) }
        let folder = try await vault.open(PresetValidator(identifiers: [owners[0]]))
        var next = try MintedVault.request(count, owner: owners[0])
        next.replaces = try DocumentReference(documents[0].description.document.text)
        next.details = DocumentDetails(
            paperType: "KQ.G15.000031", notation: "12/2026/GKS", issuer: "UBND xã Hòa Bình",
            issued: DocumentDay("2026-11-24"), validUntil: DocumentDay("2027-01-31"))
        _ = try await folder.vault.deposit(next)
        for (kind, document) in [(DocumentEvent.Kind.expired, documents[1]), (.withdrawn, documents[2])] {
            _ = try await folder.vault.enter(kind, of: document, reason: "", uploader: "test", entrance: "test")
        }
        for isLinked in [true, false] {
            _ = try await folder.vault.enter(
                try Owner(owners[0]), try Owner("CMND:012345678"), isLinked: isLinked, evidence: documents[6],
                reason: "", uploader: "test", entrance: "test")
        }
        _ = try await folder.vault.issue(
            .results(of: "H37.01-261124-0001"), count: 3, purpose: nil, uploader: "test", entrance: "test")
        var linked = DepositRequest(
            owner: try Owner(owners[0]), category: .result, file: nil, uploader: "test", entrance: "test")
        linked.name = "Kết quả"
        linked.links = [try LinkedContent(address: "https://example.vn/kq", digest: .sha256(of: [1]), size: 1)]
        _ = try await folder.vault.deposit(linked)
        try await certify(vault)
        _ = try await folder.vault.revalidate(documents[3].description.document, uploader: "test", entrance: "test")
        try await consent(vault, folder, to: documents[6])
        try await folder.close()
    }

    /// A copy from an agency's register.
    private static func certify(_ vault: MintedVault) async throws {
        try vault.write(Array("agency MST:0100109106\n".utf8), to: "roles")
        let folder = try await vault.open(
            PresetValidator(identifiers: ["MST:0100109106"], anchorPurpose: "authorities"))
        var copy = try MintedVault.request(count + 1, owner: owners[0], category: .certifiedCopy)
        copy.certification = Certification(
            kind: .fromRegister, number: "7", book: "01/2026-SCT/BS", time: "2026-06-01T08:00:00+07:00", certifier: nil,
            authority: .init(name: "UBND xã Hòa Bình", identifier: try Owner("MST:0100109106")), pages: 1,
            original: .init(name: "Giấy khai sinh"), scan: .init(digest: .sha256(of: [1]), size: 1))
        guard case .kept = try await folder.vault.deposit(copy) else { throw NotKept() }
        try await folder.close()
    }

    struct NotKept: Error {}

    /// An hour of accesses is over; making the vault takes less, however busy the machine is.
    private static func digest(_ vault: MintedVault) async throws {
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        let later = Instant.now().adding(seconds: 3600)
        let journal = SQLiteAccessJournal(
            database: opened.database, pool: WorkerPool.shared, interval: 3600, now: { later })
        guard let recordFiles = opened.recordFiles else { return }
        let sequencer = Sequencer(
            objects: opened.objects, records: opened.records, publication: opened.logFiles,
            recordPublication: recordFiles, signer: try LogSigner(key: opened.logKey(), identity: opened.identity),
            recovery: opened.recovery, journal: journal)
        try await sequencer.enterDigests()
        try await recordFiles.catchUp()
        opened.staging?.remove()
    }

    /// A consent to one document, taken back and acknowledged.
    private static func consent(_ vault: MintedVault, _ folder: VaultFolder, to document: KeptDocument) async throws {
        let terms = try ConsentTerms(
            vault: vault.identity.id, owner: Owner(owners[0]), agency: AgencyCode("H37.01"),
            purpose: AccessPurpose("1.001193"), documents: [document.description.document],
            from: DocumentDay(inVietnam: MintedPKI.now) ?? .last, until: .last)
        let submission = try ConsentDesk.attached(terms.json.canonicalBytes, by: MintedPKI().signer())
        _ = try await folder.vault.grant(submission, uploader: "test", entrance: "test")
        _ = try await folder.vault.withdraw(
            terms.id, ConsentWithdrawal(ground: .reason(AccessPurpose("paper-request"))), uploader: "test",
            entrance: "test")
        _ = try await folder.vault.answer(
            terms.id, .acknowledge, calendar: .builtIn, uploader: "test", entrance: "test")
    }

    /// Two documents of one owner, one with a code of a series and one that a manifest named; and a request that waits.
    private static func erase(_ vault: MintedVault) async throws {
        let folder = try await vault.open(PresetValidator(identifiers: [owners[1]]))
        var coded = try MintedVault.request(count + 1, owner: owners[1])
        coded.code = try DocumentCode("H37.01-261124-0001-KQ(7)", scheme: "result")
        _ = try await folder.vault.deposit(coded)
        try await folder.close()
        let documents = try await vault.records().compactMap { KeptDocument($0)?.description.document }
        let people = try ErasurePeople(vault, owner: "001200000001")
        try await people.erase([documents[4], documents[documents.count - 1]])
        try await people.request([documents[7]])
    }

    /// The document that a record is about, where it still says so.
    func subject(of index: Int64) -> DocumentID? {
        records.first { $0.index == UInt64(bitPattern: index) }?.shared.subject
    }

    /// Every file of it, by its path below the folder.
    var files: [String] {
        TemporaryFolder.files(below: pristine.path).filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
    }

    /// The documents that rest on a file of `objects/` or `records/`.
    func documents(restingOn name: String) -> Set<DocumentID> {
        Set(
            records.filter { record in
                VaultLayout.recordName(record.index) == name
                    || record.objects.contains { VaultLayout.objectName($0) == name }
            }.compactMap(\.shared.subject))
    }

    func copy() throws -> VaultCopy { try VaultCopy(of: pristine) }
}

/// A copy of a vault's folder, to be spoilt and put right again.
struct VaultCopy: Sendable {
    let temporary: TemporaryFolder
    let path: String
    private let original: String

    init(of vault: MintedVault) throws {
        temporary = try TemporaryFolder()
        path = temporary.file("vault-data")
        original = vault.path
        // Folds the write-ahead log in, so that the catalogue is one file.
        let queue = try DatabaseQueue(
            path: "\(original)/catalogue.sqlite", configuration: CatalogueDatabase.configuration)
        _ = try queue.writeWithoutTransaction { try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
        for name in TemporaryFolder.files(below: original) where !name.hasPrefix("catalogue.sqlite-") {
            _ = try Folder.make(FilePath.parent(of: "\(path)/\(name)"))
            try FileManager.default.copyItem(atPath: "\(original)/\(name)", toPath: "\(path)/\(name)")
        }
    }

    func check(since: [UInt8]? = nil) async throws -> CheckReport {
        try await VaultCheck(path: path, sealVerifier: PinnedSeals()).run(since: since)
    }

    func bytes(_ name: String) throws -> [UInt8] { try TemporaryFolder.bytes("\(path)/\(name)") }

    func write(_ bytes: [UInt8], to name: String) throws { try TemporaryFolder.write(bytes, to: "\(path)/\(name)") }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Changes the catalogue behind kho's back; constraints of the schema do not stand in the way.
    func edit(_ change: (Database) throws -> Void) throws {
        var configuration = CatalogueDatabase.configuration
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON")
        }
        let queue = try DatabaseQueue(path: "\(path)/catalogue.sqlite", configuration: configuration)
        try queue.write(change)
        try queue.close()
    }

    /// Puts the catalogue back as it was.
    func restoreCatalogue() throws {
        for suffix in ["", "-wal", "-shm"] { try? remove("catalogue.sqlite\(suffix)") }
        try FileManager.default.copyItem(atPath: "\(original)/catalogue.sqlite", toPath: "\(path)/catalogue.sqlite")
    }
}
