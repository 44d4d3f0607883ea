import PKI
import Signatures

/// Step 3: parts → commitment → leaf → inclusion → log key and quorum of the pinned vault.
struct BundleReceiptCheck {
    let container: BundleContainer
    let vault: PinnedVault

    func run(into report: inout BundleReport) throws {
        var part = BundleReport.Part()
        do {
            let statement = try receipt().verify(by: vault, verifier: PinnedSeals())
            guard statement.vault.utf8.elementsEqual(vault.id.utf8) else {
                throw VaultError(.receiptIdentity, ["reason": "vault"])
            }
            report.statement = statement
        } catch let error as VaultError {
            part.fail(
                Self.isUndecided(error) ? .indeterminate : .totalFailed, nil, error.code.rawValue, error.facts)
        }
        report.receipt = part
    }

    private func receipt() throws -> Receipt {
        var members = [(Receipt.Member.shared.rawValue, try bytes(BundleMember.record))]
        for member in BundleMember.receipt { members.append((member.rawValue, try bytes(member.rawValue))) }
        return try Receipt(members: members)
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        guard container.archive.holds(name) else { throw VaultError(.receiptMember, ["member": name]) }
        return try container.bytes(name, BundleVerifier.maximumMetadata)
    }

    /// A proof by a log key that is not pinned, or with too few witnesses, is not wrong: it proves nothing here.
    private static func isUndecided(_ error: VaultError) -> Bool {
        error.code == .receiptProof
            && ["log.policy.not-signed-by-log", "log.policy.quorum-not-met"].contains(error.facts["reason"])
    }
}
