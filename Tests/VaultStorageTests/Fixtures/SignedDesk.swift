import Foundation
import PKI
import Signatures
import TestSupport
import TransparencyLog
import VaultCore

@testable import VaultStorage

/// A vault whose deposits are really signed and really validated: citizens under one root, authorities under another.
struct SignedDesk {
    let vault: MintedVault
    let citizens: MintedPKI
    let authorities: MintedPKI
    static let content = Array("Đơn đề nghị cấp bản sao".utf8)

    enum Outcome: Equatable {
        case accepted, pending
        case refused(Refusal.Code)
    }

    /// - Parameter roles: lines of the vault's file `roles`.
    init(roles: String = "") throws {
        vault = try MintedVault()
        citizens = try MintedPKI()
        authorities = try MintedPKI()
        try vault.write(Array(roles.utf8), to: "roles")
    }

    /// Fresh lists of both authorities.
    func lists(revoked: [IssuingAuthority.RevokedEntry] = []) throws -> [[UInt8]] {
        try citizens.lists(revoked: revoked) + authorities.lists()
    }

    func trust(_ crls: [[UInt8]]) -> TrustStore {
        TrustStore(
            anchors: [
                TrustAnchor(der: citizens.root.certificate, purpose: .signers),
                TrustAnchor(der: citizens.timestampRoot.certificate, purpose: .timestamp),
                TrustAnchor(der: authorities.root.certificate, purpose: .authorities),
            ], intermediates: [citizens.issuing.certificate, authorities.issuing.certificate], crls: crls)
    }

    static func signature(
        of content: [UInt8] = content, by identity: MintedPKI.Identity, at time: Instant = MintedPKI.now
    ) throws -> [UInt8] {
        try CAdESSigner(key: identity.key, certificate: identity.certificate)
            .detached(MemorySource(content), signingTime: time)
    }

    static func attached(by identity: MintedPKI.Identity) throws -> [UInt8] {
        let halves = try CAdESSigner(key: identity.key, certificate: identity.certificate)
            .attached(MemorySource(content), signingTime: MintedPKI.now)
        return halves.beforeContent + content + halves.afterContent
    }

    /// Deposits, and holds that a refusal leaves no trace and that the vault is sound after either.
    func deposit(
        _ signature: [UInt8], of contents: [[UInt8]] = [content], beside: [UInt8]? = nil,
        owner: String = MintedVault.owner,
        category: VaultCore.Category = .ownFile, crls: [[UInt8]]? = nil
    ) async throws -> Outcome {
        try await deposit(
            Self.request(signature, of: contents, beside: beside, owner: owner, category: category), crls: crls)
    }

    /// A request for a signature file and its contents.
    static func request(
        _ signature: [UInt8]?, named name: String = "don.p7s", of contents: [[UInt8]] = [content],
        beside: [UInt8]? = nil, owner: String = MintedVault.owner, category: VaultCore.Category = .ownFile
    ) throws -> DepositRequest {
        DepositRequest(
            owner: try Owner(owner), category: category, file: try signature.map { try MintedVault.source(name, $0) },
            contents: try contents.enumerated().map { try MintedVault.source("don-\($0)", $1) },
            beside: try beside.map { try MintedVault.source("don", $0) }, uploader: "test", entrance: "test")
    }

    /// The same for any request.
    func deposit(_ request: DepositRequest, crls: [[UInt8]]? = nil) async throws -> Outcome {
        let before = files
        let folder = try await open(crls: crls)
        let result: Outcome
        switch try await folder.vault.deposit(request) {
        case .kept(let committed, let report):
            guard let description = committed.record.shared.document,
                description.verdict?.indication == report?.indication
            else { throw Disagreement() }
            result = description.status == .accepted ? .accepted : .pending
        case .rehearsed: throw Disagreement()
        case .refused(let refusal, _):
            result = .refused(refusal.code)
        }
        try await folder.close()
        let isSound = try await vault.check().isClean
        guard isSound, result == .accepted || result == .pending || files == before else { throw Disagreement() }
        return result
    }

    /// Opens the vault for deposits, with these lists.
    /// - Parameter trusting: in place of the two roots.
    func open(crls: [[UInt8]]? = nil, trusting: TrustStore? = nil) async throws -> VaultFolder {
        let trust = try trusting ?? trust(try crls ?? lists())
        return try await vault.open(VaultValidator(trust: trust, now: { MintedPKI.now }))
    }

    /// The vault as a stranger pins it.
    var pinned: PinnedVault {
        get throws {
            PinnedVault(
                id: vault.identity.id, seals: [vault.seal.certificateDER],
                policy: try LogPolicy(parsing: "log \(vault.identity.logKeys[0].key.text)\nquorum none\n"))
        }
    }

    /// The newest record that was entered.
    func lastRecord() async throws -> VaultCore.Record {
        guard let last = try await vault.records().last else { throw Disagreement() }
        return last
    }

    struct Disagreement: Error {}

    /// Every file of the vault but the write-ahead log.
    var files: [String] {
        TemporaryFolder.files(below: vault.path).filter { !$0.hasPrefix("catalogue.sqlite-") }
    }
}
