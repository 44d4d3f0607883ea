import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Who asks for an erasure and who approves it, where organisations have a part in it")
struct ErasurePartiesTests {
    private static let company = "MST:0400260612"

    @Test("an organisation's seal asks for nothing that is another's: nobody knows whose hand it was")
    func seal() async throws {
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        let document = try #require(try await vault.deposit(1).first?.shared.subject)
        try vault.write(
            Array("approver CCCD:\(ErasurePeople.approverNumber)\noperator \(Self.company)\n".utf8), to: "roles")
        let seal = try people.pki.signer([.init(.userID, Self.company), .init(.commonName, "Công ty Ví Dụ")])
        await #expect(throws: VaultError(.erasureNotEntitled)) {
            try await people.request(.documents([document]), by: seal)
        }
        let employee = try people.pki.signer([
            .init(.userID, "CCCD:001200000003"), .init(.userID, Self.company), .init(.commonName, "Phạm Thị Dung"),
        ])
        #expect(try await people.approve(people.request(.documents([document]), by: employee)).isFinished)
    }

    @Test("whoever signs for the organisation whose documents they are does not approve")
    func employee() async throws {
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        let document = try #require(try await vault.deposit(1, owner: Self.company).first?.shared.subject)
        let seal = try people.pki.signer([.init(.userID, Self.company), .init(.commonName, "Công ty Ví Dụ")])
        let request = try await people.request(.documents([document]), by: seal)
        let employee = try people.pki.signer([
            .init(.userID, "CCCD:\(ErasurePeople.approverNumber)"), .init(.userID, Self.company),
            .init(.commonName, "Lê Minh Châu"),
        ])
        await #expect(throws: VaultError(.erasureSamePerson)) { try await people.approve(request, by: employee) }
        #expect(try await people.approve(request).isFinished)
    }
}
