import Foundation
import PKI
import Signatures
import TestSupport
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
        let before = files
        let validator = VaultValidator(trust: trust(try crls ?? lists()), now: { MintedPKI.now })
        let folder = try await vault.open(validator)
        let request = DepositRequest(
            owner: try Owner(owner), category: category, file: try MintedVault.source("don.p7s", signature),
            contents: try contents.enumerated().map { try MintedVault.source("don-\($0)", $1) },
            beside: try beside.map { try MintedVault.source("don", $0) }, uploader: "test", entrance: "test")
        let result: Outcome
        switch try await folder.vault.deposit(request) {
        case .kept(let committed, let report):
            guard let description = committed.record.shared.document,
                description.verdict?.indication == report.indication
            else { throw Disagreement() }
            result = description.status == .accepted ? .accepted : .pending
        case .refused(let refusal, _):
            result = .refused(refusal.code)
        }
        try await folder.close()
        let isSound = try await vault.check().isClean
        guard isSound, result == .accepted || result == .pending || files == before else { throw Disagreement() }
        return result
    }

    struct Disagreement: Error {}

    private var files: [String] {
        TemporaryFolder.files(below: vault.path).filter { !$0.hasPrefix("catalogue.sqlite-") }
    }
}
