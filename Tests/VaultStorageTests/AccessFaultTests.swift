import PKI
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

/// `kho get` dies at each of its system calls on the vault, or each fails: whatever came out has its entry.
@Suite("A fault at any system call of an access")
struct AccessFaultTests: Sendable {
    @Test("no contents are given without an entry in the journal", arguments: FaultyProgram.Fault.allCases)
    func contents(_ fault: FaultyProgram.Fault) async throws {
        let program = try FaultyProgram()
        let vault = try MintedVault()
        let document = try #require(try await vault.deposit(1).first?.shared.subject)
        func get(_ target: String) -> [String] { ["get", document.text, "--vault", vault.path, "-o", target] }
        let calls = try #require(try program.run(get(vault.temporary.file("out")), vault: vault.path).calls)
        #expect(calls > 3)
        var given = 1
        for call in 1...calls {
            let target = vault.temporary.file("out-\(call)")
            let run = try program.run(get(target), vault: vault.path, call: call, fault)
            if Folder.exists(target) { given += 1 }
            #expect(run.status != 0 || Folder.exists(target), "\(fault) at \(call)")
            #expect(try await entered(vault) >= given, "\(fault) at \(call) gave contents without an entry")
        }
        #expect(try await vault.check().findings == [])
    }

    private func entered(_ vault: MintedVault) async throws -> Int {
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        defer { opened.database.close() }
        return try await opened.journal(.builtIn).entries(AccessQuery()).count { $0.entry.action == .content }
    }
}
