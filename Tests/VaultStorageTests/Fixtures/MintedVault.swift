import GRDB
import PKI
import TestSupport
import VaultCore

@testable import VaultStorage

/// A vault made for one test.
struct MintedVault {
    let temporary: TemporaryFolder
    let path: String
    let identity: VaultIdentity
    let seal: MintedSeal
    static let owner = "CCCD:038093015572"

    init() throws {
        temporary = try TemporaryFolder()
        path = temporary.file("vault-data")
        seal = try MintedSeal()
        identity = try VaultInitialisation(
            origin: "kho.example.vn/log", seal: seal, sealCertificate: seal.certificate, writeSealKey: nil,
            madeAt: MintedPKI.now
        ).make(at: path)
    }

    func open(_ validator: some DepositValidator = PresetValidator()) async throws -> VaultFolder {
        try await VaultFolder.open(path, for: .depositing(validator))
    }

    static func source(_ name: String, _ bytes: [UInt8]) throws -> DepositSource {
        DepositSource(name: try FileName(name), open: { MemorySource(bytes) })
    }

    /// A detached signature file and its original.
    static func request(
        _ number: Int, owner: String = owner, category: Category = .ownFile
    ) throws -> DepositRequest {
        DepositRequest(
            owner: try Owner(owner), category: category,
            file: try source("hop-dong-\(number).p7s", Array("signature \(number)".utf8)),
            contents: [try source("hop-dong-\(number)", Array("%PDF-1.7 content \(number)".utf8))],
            uploader: "test", entrance: "test")
    }

    /// As whoever is told to try again does: on a busy machine the others take longer than a vault waits for them.
    static func again<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        for _ in 0..<10 {
            do { return try await work() } catch let error as VaultError where error.code == .vaultLocked {}
        }
        return try await work()
    }

    /// Deposits so many documents, in one go.
    @discardableResult
    func deposit(_ count: Int, from first: Int = 0, owner: String = owner) async throws -> [VaultCore.Record] {
        let folder = try await Self.again { try await open(PresetValidator(identifiers: [owner])) }
        let records = try await withThrowingTaskGroup(of: VaultCore.Record?.self) { group in
            for number in first..<(first + count) {
                group.addTask {
                    let outcome = try await Self.again {
                        try await folder.vault.deposit(Self.request(number, owner: owner))
                    }
                    guard case .kept(let committed, _) = outcome else { return nil }
                    return committed.record
                }
            }
            var records: [VaultCore.Record] = []
            for try await record in group { if let record { records.append(record) } }
            return records.sorted { $0.index < $1.index }
        }
        try await folder.close()
        return records
    }

    /// Writes one of the operator's own files.
    func put(_ text: String, at name: String) throws {
        try TemporaryFolder.write(Array(text.utf8), to: "\(path)/\(name)")
    }

    /// Every committed record.
    func records() async throws -> [VaultCore.Record] { try await entries().compactMap(\.record) }

    /// Every committed record, and what is left of those that were erased.
    func entries() async throws -> [LogEntry] {
        let stores = try OpenedVault(path: path, pool: WorkerPool.shared, writes: false)
        return try await stores.records.entries(0..<stores.records.state().size)
    }

    /// Issues the manifest that is due, and a head.
    func issueManifest() async throws {
        try await VaultManifests.open(path, writes: true).issue(seal: seal, at: MintedPKI.now)
    }

    func check(since: [UInt8]? = nil) async throws -> CheckReport {
        try await VaultCheck(path: path, sealVerifier: PinnedSeals()).run(since: since)
    }

    func bytes(_ name: String) throws -> [UInt8] { try TemporaryFolder.bytes("\(path)/\(name)") }

    func write(_ bytes: [UInt8], to name: String) throws { try TemporaryFolder.write(bytes, to: "\(path)/\(name)") }

    /// Makes the catalogue again from the records.
    /// - Returns: whether every row of it is as it was.
    func isMadeAgainAlike() throws -> Bool {
        let database = try CatalogueDatabase(path: "\(path)/catalogue.sqlite")
        defer { database.close() }
        func rows() throws -> [String] {
            try database.read { connection in
                try CatalogueTable.allCases.flatMap { table in
                    let columns = table.columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
                    return try String.fetchAll(connection, sql: "SELECT \(columns) FROM \(table.rawValue) ORDER BY 1")
                }
            }
        }
        let before = try rows()
        try database.write { try $0.execute(sql: "PRAGMA user_version = 1") }
        try database.upgrade()
        return try rows() == before
    }
}
