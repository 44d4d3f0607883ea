import PKI
import Signatures

/// Step 2: the vault's seal over the manifest, and the digests that the manifest lists.
struct BundleSealCheck {
    let container: BundleContainer
    let digests: [ByteText: (stated: Digest, found: Digest)]
    let vault: PinnedVault
    let trust: TrustStore

    func run(at now: Instant, into report: inout BundleReport) throws {
        let seal = try SignatureValidator(trust: trust).validateSeal(
            container.signature,
            of: OriginalContent(name: BundleMember.manifest, source: MemorySource(container.manifestBytes)),
            pinned: vault.seals, at: now)
        var part = BundleReport.Part()
        part.indication = seal.indication
        part.subIndication = seal.subIndication
        part.reasons = seal.reasons
        for object in container.manifest?.objects ?? [] {
            guard let digest = digests[ByteText(object.name)], digest.found != digest.stated else { continue }
            part.fail(.totalFailed, .hashFailure, "BUNDLE_MEMBER_CHANGED", ["member": object.name])
        }
        report.seal = part
        report.claimedSealingTime = seal.claimedTime
        report.verifiableUntil = seal.verifiableUntil
    }
}
