import PKI
import Signatures
import TestSupport
import VaultCore

@testable import VaultStorage

/// A vault where owners consent, with real signatures, at a time that a test chooses.
struct ConsentDesk {
    let desk: SignedDesk
    static let owner = MintedVault.owner
    static let agency = "H37.01"
    static let purpose = "1.001193"

    init() throws { desk = try SignedDesk() }

    /// - Parameter now: the clock of validation and of periods.
    func open(
        trusting: TrustStore? = nil, crls: [[UInt8]]? = nil, at now: Instant = MintedPKI.now,
        as claim: AccessClaim = AccessClaim()
    ) async throws -> VaultFolder {
        let trust = try trusting ?? desk.trust(try crls ?? desk.lists())
        return try await VaultFolder.open(
            desk.vault.path, for: .depositing(VaultValidator(trust: trust, now: { MintedPKI.now })), as: claim,
            now: { now })
    }

    /// - Parameters:
    ///   - from: days after the reference time, as for `until`.
    func terms(
        owner: String = owner, agency: String = agency, purpose: String = purpose, documents: [DocumentID]? = nil,
        from: Int = -1, until: Int = 30, vault: String? = nil, id: ConsentID = .random()
    ) throws -> ConsentTerms {
        try ConsentTerms(
            id: id, vault: vault ?? desk.vault.identity.id, owner: Owner(owner), agency: AgencyCode(agency),
            purpose: AccessPurpose(purpose), documents: documents, from: Self.day(from), until: Self.day(until))
    }

    static func day(_ offset: Int) -> DocumentDay {
        DocumentDay(inVietnam: MintedPKI.now.adding(seconds: Int64(offset) * MintedPKI.day)) ?? .last
    }

    static func attached(_ content: [UInt8], by identity: MintedPKI.Identity) throws -> ConsentSubmission {
        let halves = try CAdESSigner(key: identity.key, certificate: identity.certificate)
            .attached(MemorySource(content), signingTime: MintedPKI.now)
        return try submission(halves.beforeContent + content + halves.afterContent, nil, named: "dong-y.json.p7m")
    }

    static func detached(
        _ content: [UInt8], by identity: MintedPKI.Identity, beside other: [UInt8]? = nil
    ) throws -> ConsentSubmission {
        try submission(SignedDesk.signature(of: content, by: identity), other ?? content)
    }

    static func submission(
        _ signature: [UInt8], _ statement: [UInt8]?, named name: String = "dong-y.json.p7s"
    ) throws -> ConsentSubmission {
        ConsentSubmission(
            signature: try MintedVault.source(name, signature),
            statement: try statement.map { try MintedVault.source("dong-y.json", $0) })
    }

    /// Grants, and holds that a refusal leaves nothing and that the vault is sound after either.
    /// - Returns: why it was refused; nil where it was entered.
    func grant(
        _ submission: ConsentSubmission, trusting: TrustStore? = nil, crls: [[UInt8]]? = nil,
        at now: Instant = MintedPKI.now
    ) async throws -> VaultErrorCode? {
        try await entering(trusting, crls, now) {
            _ = try await $0.grant(submission, uploader: "test", entrance: "test")
        }
    }

    func withdraw(
        _ consent: ConsentID, _ ground: ConsentWithdrawal.Ground, received: DocumentDay? = nil,
        crls: [[UInt8]]? = nil, at now: Instant = MintedPKI.now
    ) async throws -> VaultErrorCode? {
        try await entering(nil, crls, now) {
            _ = try await $0.withdraw(
                consent, ConsentWithdrawal(ground: ground, received: received), uploader: "test", entrance: "test")
        }
    }

    func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, at now: Instant = MintedPKI.now
    ) async throws -> VaultErrorCode? {
        try await entering(nil, nil, now) {
            _ = try await $0.answer(consent, answer, calendar: .builtIn, uploader: "test", entrance: "test")
        }
    }

    private func entering(
        _ trusting: TrustStore?, _ crls: [[UInt8]]?, _ now: Instant,
        _ work: (AccessControlledVault) async throws -> Void
    ) async throws -> VaultErrorCode? {
        let before = desk.files
        let folder = try await open(trusting: trusting, crls: crls, at: now)
        var refusal: VaultErrorCode?
        do { try await work(folder.vault) } catch let error as VaultError { refusal = error.code }
        try await folder.close()
        guard try await desk.vault.check().isClean, refusal == nil || desk.files == before else {
            throw SignedDesk.Disagreement()
        }
        return refusal
    }

    /// What the access policy asks.
    func isActive(
        owner: OwnerIdentity? = nil, agency: String = agency, purpose: String = purpose, document: DocumentID?,
        at now: Instant = MintedPKI.now
    ) async throws -> Bool {
        let opened = try OpenedVault(path: desk.vault.path, pool: WorkerPool.shared, writes: false)
        let identity: OwnerIdentity
        if let owner { identity = owner } else { identity = try await opened.records.identity(of: Owner(Self.owner)) }
        return try await SQLiteCatalogue(database: opened.database, pool: WorkerPool.shared).consent(
            of: identity, to: AgencyCode(agency), for: AccessPurpose(purpose), document: document, at: now) != nil
    }
}
