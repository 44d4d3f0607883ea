import PKI
import Signatures
import TestSupport
import VaultCore

@testable import VaultStorage

/// Those who ask for erasures in a test vault and those who approve them, with real certificates.
struct ErasurePeople {
    let vault: MintedVault
    let pki: MintedPKI
    let owner: MintedPKI.Identity
    let approver: MintedPKI.Identity
    /// May ask for anybody's.
    let clerk: MintedPKI.Identity
    static let approverNumber = "001088012345"

    /// - Parameter owner: the citizen's number.
    init(
        _ vault: MintedVault, pki: MintedPKI? = nil, owner number: String = "038093015572",
        name: String = "Nguyễn Văn An"
    ) throws {
        self.vault = vault
        let pki = try pki ?? MintedPKI()
        self.pki = pki
        owner = try pki.signer(MintedPKI.citizen(number, name: name))
        approver = try pki.signer(MintedPKI.citizen(Self.approverNumber, name: "Lê Minh Châu"))
        clerk = try pki.signer(MintedPKI.citizen("001200000003", name: "Phạm Thị Dung"))
        try vault.write(
            Array("approver CCCD:\(Self.approverNumber)\noperator CCCD:001200000003\n".utf8), to: "roles")
    }

    /// Opens the vault with the trust in these people.
    func open() async throws -> VaultFolder {
        try await vault.open(VaultValidator(trust: pki.trust(crls: pki.lists()), now: { MintedPKI.now }))
    }

    static func sign(_ statement: [UInt8], by identity: MintedPKI.Identity) throws -> [UInt8] {
        let halves = try CAdESSigner(key: identity.key, certificate: identity.certificate)
            .attached(MemorySource(statement), signingTime: MintedPKI.now)
        return halves.beforeContent + statement + halves.afterContent
    }

    /// Asks for an erasure.
    /// - Returns: the request's name.
    @discardableResult
    func request(
        _ target: ErasureTarget, by identity: MintedPKI.Identity? = nil, reason: String = "owner-request"
    ) async throws -> DocumentID {
        let folder = try await open()
        do {
            let statement = try await folder.vault.draftErasure(target, reason: ErasureReason(reason))
            _ = try await folder.vault.requestErasure(
                statement, signed: Self.sign(statement.bytes, by: identity ?? owner), uploader: "test",
                entrance: "test")
            try await folder.close()
            return statement.request
        } catch {
            try? await folder.close()
            throw error
        }
    }

    @discardableResult
    func request(_ documents: [DocumentID]) async throws -> DocumentID { try await request(.documents(documents)) }

    @discardableResult
    func approve(_ request: DocumentID, by identity: MintedPKI.Identity? = nil) async throws -> ErasureOutcome {
        let folder = try await open()
        do {
            let statement = try await folder.vault.erasureRequest(request).request.statement
            let outcome = try await folder.vault.approveErasure(
                request, approval: Self.sign(ErasureApproval(of: statement).bytes, by: identity ?? approver),
                sealedBy: vault.seal, uploader: "test", entrance: "test")
            try await folder.close()
            return outcome
        } catch {
            try? await folder.close()
            throw error
        }
    }

    @discardableResult
    func erase(_ target: ErasureTarget) async throws -> ErasureOutcome { try await approve(request(target)) }

    @discardableResult
    func erase(_ documents: [DocumentID]) async throws -> ErasureOutcome { try await erase(.documents(documents)) }
}
