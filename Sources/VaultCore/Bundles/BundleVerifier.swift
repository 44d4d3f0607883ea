import CanonicalJSON
public import PKI
public import Signatures
import TransparencyLog

/// Verifies copy bundles offline, as a stranger does (design.md section 7).
///
/// For example:
///
///     let report = try BundleVerifier(vaults: pinned, trust: trust).verify(FileSource(path: path), at: .now())
///     report.indication          // the worst of report.seal, report.receipt, report.document
public struct BundleVerifier: Sendable {
    private let vaults: [PinnedVault]
    private let trust: TrustStore

    /// - Parameters:
    ///   - vaults: those that the verifier pinned.
    ///   - trust: the verifier's own anchors, for the originals' signatures and for timestamps.
    public init(vaults: [PinnedVault], trust: TrustStore) {
        self.vaults = vaults
        self.trust = trust
    }

    /// Whether an archive says that it is an ASiC-E container.
    public static func isBundle(_ archive: ZipReader) -> Bool { BundleContainer.isBundle(archive) }

    /// - Throws: `ZipError` where it is no safe archive at all; `ByteSourceError` where the medium fails.
    public func verify(_ source: any ByteSource, at now: Instant) throws -> BundleReport {
        try verify(ZipReader(source), at: now)
    }

    /// The five steps, in the order of the design.
    public func verify(_ archive: ZipReader, at now: Instant) throws -> BundleReport {
        var report = BundleReport()
        let container = try BundleContainer(archive)
        report.container = container.part
        guard container.manifest != nil else { return report }
        let digests = try container.digests()

        let identity = try? VaultIdentity(
            bytes: container.bytes(Receipt.Member.identity.rawValue, Self.maximumMetadata))
        report.vault = identity?.id
        let pinned = identity.flatMap { identity in vaults.first { $0.id.utf8.elementsEqual(identity.id.utf8) } }
        try BundleSealCheck(container: container, digests: digests, vault: pinned, trust: trust).run(
            at: now, into: &report)
        if let pinned {
            try BundleReceiptCheck(container: container, vault: pinned).run(into: &report)
        } else {
            var part = BundleReport.Part()
            part.fail(
                .indeterminate, .noCertificateChainFound, "VAULT_NOT_PINNED", identity.map { ["vault": $0.id] } ?? [:])
            report.receipt = part
        }
        try BundleDocumentCheck(container: container, digests: digests, trust: trust).run(at: now, into: &report)
        return report
    }

    /// Metadata is read into memory; the largest are a report of a thousand signatures and a record of a thousand files.
    static let maximumMetadata = 16 << 20
}
