import CanonicalJSON
import PKI
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Events of the log")
struct EventLogTests {
    /// A vault with persons at its terminals, and a service that may have everything.
    private static let roles = "local root CCCD:001200000005\nservice cong-dvc all\nservice hep kho-lanh\n"

    private func vault(_ count: Int) async throws -> MintedVault {
        let vault = try MintedVault()
        try await vault.deposit(count)
        try vault.put(Self.roles, at: "roles")
        return vault
    }

    @Test("an event says what the leaf says and its index, and nothing else")
    func content() async throws {
        let vault = try await vault(3)
        let folder = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let events = try await folder.events(
            for: AccessClaim(role: .service, account: "cong-dvc"), folder.admission(), pool: WorkerPool.shared
        ).log
        let page = try await events.page(from: 0, to: try await events.size())
        #expect(page.next == 3)
        for (event, record) in zip(page.events, try await vault.records()) {
            #expect(
                event.json.text
                    == #"{"commitment":"\#(record.leaf.commitment)","index":\#(record.index),"#
                    + #""time":"\#(record.leaf.time.textWithMicroseconds)","type":"record"}"#)
        }
        #expect(page.events.count == 3)
    }

    @Test("a long log comes in pages, each entry once, whatever the first index")
    func pages() async throws {
        let vault = try await vault(600)
        let folder = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let events = try await folder.events(
            for: AccessClaim(role: .service, account: "cong-dvc"), folder.admission(), pool: WorkerPool.shared
        ).log
        for first in [0, 1, 255, 256, 599, 600] as [UInt64] {
            var seen: [UInt64] = []
            var next = first
            while next < 600 {
                let page = try await events.page(from: next, to: 600)
                #expect(page.events.count <= Int(EventLog.pageSize))
                seen += page.events.map(\.index)
                next = page.next
            }
            #expect(seen == Array(first..<600))
        }
    }

    @Test("entries out of scope are passed over")
    func scope() async throws {
        let vault = try await vault(10)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let events = EventLog(records: opened.records, commits: opened.commits, isTold: { $0.index % 4 == 1 })
        let page = try await events.page(from: 0, to: 10)
        #expect(page.events.map(\.index) == [1, 5, 9])
        #expect(page.next == 10)
    }

    @Test("asking for events is entered once; what is read of them then is not")
    func journal() async throws {
        let vault = try await vault(3)
        let folder = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let events = try await folder.events(
            for: AccessClaim(role: .service, account: "cong-dvc", entrance: "http"), folder.admission(),
            pool: WorkerPool.shared
        ).log
        for _ in 0..<3 { _ = try await events.page(from: 0, to: 3) }
        let entries = try await journalEntries(vault).filter { $0.entry.action == .readEvents }
        #expect(entries.map(\.entry.result) == [.permitted])
        #expect(entries.first?.entry.actor.account == "cong-dvc")
        #expect(entries.first?.entry.actor.entrance == "http")
    }

    @Test(
        "nobody but a service of the scope gets events; the try is entered where somebody known made it",
        arguments: [AccessRole.owner, .officer, .certifier, .auditor, .operator, .approver, .service])
    func denied(_ role: AccessRole) async throws {
        let vault = try await vault(1)
        let folder = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        for account in ["root", "khac", "hep", role == .service ? "" : "cong-dvc"] {
            let error = await #expect(throws: VaultError.self) {
                try await folder.events(
                    for: AccessClaim(role: role, account: account), folder.admission(), pool: WorkerPool.shared)
            }
            #expect(error?.code == .accessDenied, "\(role) \(account)")
        }
        let results = try await journalEntries(vault).filter { $0.entry.action == .readEvents }.map(\.entry.result)
        #expect(results.allSatisfy { $0 == .denied })
        #expect(results.count == (role == .service || role == .owner ? 1 : 0))
    }

    @Test("over the network nobody gets events but a service by its pinned certificate, whatever account he names")
    func visitors() async throws {
        let vault = try await vault(1)
        let pin = Digest.sha256(of: [1])
        try vault.put(Self.roles + "client cong-dvc \(pin)\n", at: "roles")
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        func asked(_ visitor: Visitor?) async throws -> UInt64 {
            try await host.events(
                for: AccessClaim(role: .service, account: "cong-dvc", entrance: "http", visitor: visitor)
            ).size()
        }
        #expect(try await asked(.service(name: "cong-dvc", certificate: pin)) == 1)
        let citizen = try Owner("CCCD:001200000005")
        let person = SignedInPerson(
            user: citizen, numbers: [citizen], isOwner: true, certificate: pin, validUntil: .now().adding(seconds: 60))
        for visitor in [
            nil, .person(person), .service(name: "cong-dvc", certificate: .sha256(of: [2])),
            .service(name: "hep", certificate: pin), .service(name: "khac", certificate: pin),
        ] as [Visitor?] {
            let error = await #expect(throws: VaultError.self) { try await asked(visitor) }
            #expect(error?.code == .accessDenied)
        }
        try await host.close()
    }

    private func journalEntries(_ vault: MintedVault) async throws -> [AccessRecord] {
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        return try await opened.journal(try opened.admission().policy).entries(AccessQuery())
    }
}
