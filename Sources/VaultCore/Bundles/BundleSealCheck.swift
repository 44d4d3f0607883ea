import PKI
import Signatures

/// Step 2: the vault's seal over the manifest, and the digests that the manifest lists.
struct BundleSealCheck {
    let container: BundleContainer
    let digests: [ByteText: (stated: Digest, found: Digest)]
    /// nil where the bundle names a vault that is not pinned.
    let vault: PinnedVault?
    let trust: TrustStore

    func run(at now: Instant, into report: inout BundleReport) throws {
        var part = BundleReport.Part()
        if let vault {
            let seal = try SignatureValidator(trust: trust).validateSeal(
                container.signature,
                of: OriginalContent(name: BundleMember.manifest, source: MemorySource(container.manifestBytes)),
                pinned: vault.seals, at: now)
            part.indication = seal.indication
            part.subIndication = seal.subIndication
            part.reasons = seal.reasons
            report.claimedSealingTime = seal.claimedTime
            report.verifiableUntil = seal.verifiableUntil
        } else {
            part.fail(
                .indeterminate, .noCertificateChainFound, "VAULT_NOT_PINNED", report.vault.map { ["vault": $0] } ?? [:])
        }
        // A member that is not what the manifest lists is changed, whoever sealed.
        for object in container.manifest?.objects ?? [] {
            guard let digest = digests[ByteText(object.name)], digest.found != digest.stated else { continue }
            part.fail(.totalFailed, .hashFailure, "BUNDLE_MEMBER_CHANGED", ["member": object.name])
        }
        report.seal = part
    }
}
