import Foundation
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Each system call by which `kho` changes a vault is made to fail once, and the process to die at it once. Whatever was
/// acknowledged must be there afterwards, whatever was not must leave no trace that matters, and the check be content.
@Suite("A fault at any system call")
struct FaultTests: Sendable {
    private let program: FaultyProgram
    private let folder: TemporaryFolder
    private let trust: String
    private let signer: MintedPKI.Identity
    /// These processes go by the real clock.
    private let now = Instant.now()

    init() throws {
        program = try FaultyProgram()
        folder = try TemporaryFolder()
        let pki = try MintedPKI()
        signer = try pki.signer(
            notBefore: now.adding(seconds: -MintedPKI.day), notAfter: now.adding(seconds: MintedPKI.day))
        trust = folder.file("certs")
        for (purpose, certificate) in [("signers", pki.root.certificate), ("intermediates", pki.issuing.certificate)] {
            _ = try Folder.make("\(trust)/\(purpose)")
            try TemporaryFolder.write(certificate, to: "\(trust)/\(purpose)/a.cer")
        }
        _ = try Folder.make("\(trust)/crls")
        for (number, list) in try pki.lists(at: now).enumerated() {
            try TemporaryFolder.write(list, to: "\(trust)/crls/\(number).crl")
        }
    }

    /// A process that dies leaves the most to clear up; of mere errors a sample is enough. `KHO_FAULTS=all` leaves none out.
    private static func step(_ fault: FaultyProgram.Fault, _ usual: Int) -> Int {
        if ProcessInfo.processInfo.environment["KHO_FAULTS"] == "all" { return 1 }
        return fault == .kill ? usual : 4 * usual
    }

    /// A folder of signed files to deposit.
    private func inbox(_ name: String, _ count: Int) throws -> String {
        let path = folder.file(name)
        _ = try Folder.make(path)
        for number in 0..<count {
            let content = Array("\(name) \(number)".utf8)
            try TemporaryFolder.write(content, to: "\(path)/\(number)")
            try TemporaryFolder.write(
                try SignedDesk.signature(of: content, by: signer, at: now), to: "\(path)/\(number).p7s")
        }
        return path
    }

    private func put(_ inbox: String, into vault: String) -> [String] {
        ["put", inbox, "--vault", vault, "--trust", trust, "--owner", MintedVault.owner, "--category", "7", "--json"]
    }

    private func makeVault(_ name: String) throws -> String {
        let vault = folder.file(name)
        #expect(try program.run(initialisation(vault), vault: vault).status == 0)
        return vault
    }

    private func initialisation(_ vault: String) -> [String] {
        ["init", "--vault", vault, "--origin", "kho.example.vn/log"]
    }

    private func check(_ vault: String) async throws -> CheckReport {
        try await VaultCheck(path: vault, sealVerifier: PinnedSeals()).run()
    }

    @Test("of a deposit", arguments: FaultyProgram.Fault.allCases)
    func deposit(_ fault: FaultyProgram.Fault) async throws {
        let base = try makeVault("base")
        let (first, more, last) = (try inbox("first", 1), try inbox("more", 3), try inbox("last", 1))
        let kept = try program.run(put(first, into: base), vault: base).documents
        let trial = folder.file("trial")
        try FileManager.default.copyItem(atPath: base, toPath: trial)
        let whole = try program.run(put(more, into: trial), vault: trial)
        #expect(whole.documents.count == 3)
        let calls = try #require(whole.calls)
        #expect(calls > 50)
        try await inHalves(calls, step: Self.step(fault, 2)) { call in
            let vault = folder.file("\(fault)-\(call)")
            try FileManager.default.copyItem(atPath: base, toPath: vault)
            let run = try program.run(put(more, into: vault), vault: vault, call: call, fault)
            try await hold(run, kept, vault, "\(fault) at \(call)")
            // The next one goes on where this one was cut off.
            let next = try program.run(put(last, into: vault), vault: vault)
            #expect(next.status == 0 && next.documents.count == 1, "\(fault) at \(call): \(next)")
            let report = try await check(vault)
            #expect(report.findings == [], "\(fault) at \(call), after the next deposit")
            #expect(report.unpublished == 0 && report.unwritten == 0)
            // Only what a record refers to: each with two files and a report.
            let own = TemporaryFolder.files(below: vault + "/objects").filter { !$0.hasPrefix("shared/") }
            #expect(UInt64(own.count) == 3 * report.records, "\(fault) at \(call)")
            Folder.remove(vault)
        }
    }

    /// What must be so right after the fault.
    private func hold(
        _ run: FaultyProgram.Run, _ kept: [String], _ vault: String, _ what: String
    ) async throws {
        if run.status == 0 { #expect(run.documents.count == 3, "\(what) reported success") }
        let report = try await check(vault)
        #expect(report.findings == [], "\(what)")
        let reading = try await VaultFolder.open(vault, for: .reading)
        for document in kept + run.documents {
            let record = try await reading.vault.show(DocumentReference(document))
            for file in record.description.files { _ = try await reading.vault.content(of: file, in: record) }
        }
        #expect(report.records >= UInt64(kept.count + run.documents.count))
    }

    @Test("of making a vault", arguments: FaultyProgram.Fault.allCases)
    func initialise(_ fault: FaultyProgram.Fault) async throws {
        let trial = folder.file("trial")
        let calls = try #require(try program.run(initialisation(trial), vault: trial).calls)
        #expect(calls > 50)
        try await inHalves(calls, step: Self.step(fault, 1)) { call in
            let vault = folder.file("\(fault)-\(call)")
            let run = try program.run(initialisation(vault), vault: vault, call: call, fault)
            if run.status == 0 || Folder.exists(vault + "/vault.json") {
                let findings = try await check(vault).findings
                #expect(findings == [], "\(fault) at \(call), status \(run.status)")
            } else {
                // Nothing that a second attempt would stumble over.
                let again = try program.run(initialisation(vault), vault: vault)
                #expect(again.status == 0, "\(fault) at \(call): \(TemporaryFolder.files(below: vault))")
                #expect(try await check(vault).findings == [], "\(fault) at \(call), made again")
            }
            Folder.remove(vault)
        }
    }

    @Test("two processes that deposit at once keep everything, in one log whose times grow")
    func twoProcesses() async throws {
        let vault = try makeVault("vault")
        let inboxes = (try inbox("one", 40), try inbox("two", 40))
        async let one = Task.detached { try program.run(put(inboxes.0, into: vault), vault: vault) }.value
        async let two = Task.detached { try program.run(put(inboxes.1, into: vault), vault: vault) }.value
        let runs = try await [one, two]
        #expect(runs.map(\.status) == [0, 0])
        #expect(Set(runs.flatMap(\.documents)).count == 80)
        let report = try await check(vault)
        #expect(report.findings == [])
        #expect(report.records == 80)
        let listed = try await VaultFolder.open(vault, for: .reading).vault.list(DocumentQuery())
        #expect(listed.map(\.index) == Array(0..<80))
        for (earlier, later) in zip(listed, listed.dropFirst()) { #expect(earlier.time < later.time) }
        #expect(Set(listed.map(\.description.document.text)) == Set(runs.flatMap(\.documents)))
    }

    @Test("a vault that cannot be written to is checked all the same, and refuses a deposit")
    func readOnly() async throws {
        let vault = try makeVault("vault")
        #expect(try program.run(put(inbox("one", 2), into: vault), vault: vault).status == 0)
        let isMountable = try Shell.run("unshare -rm true", in: folder.path).status == 0
        try #require(isMountable || ProcessInfo.processInfo.environment["CI"] == nil)
        guard isMountable else { return }
        let more = try inbox("two", 1)
        let run = try Shell.run(
            """
            unshare -rm bash -c '
                mount --bind vault vault && mount -o remount,bind,ro vault || exit 99
                "$0" check --vault vault && "$0" list --vault vault --json && "$0" put \(more) --vault vault \
                    --trust certs --owner \(MintedVault.owner) --category 7
                echo "status $?"' '\(FaultyProgram.kho)'
            """, in: folder.path)
        #expect(run.output.contains("2 log entries") || run.output.contains("2 mục nhật ký"), "\(run.output)")
        #expect(run.output.contains("status 74"), "\(run.output)")
    }

    /// Two at a time.
    private func inHalves(
        _ calls: Int, step: Int, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for half in 0..<2 {
                group.addTask {
                    for call in stride(from: 1 + half * step, through: calls, by: 2 * step) { try await work(call) }
                }
            }
            try await group.waitForAll()
        }
    }
}
