import PKI
import VaultCore

/// The digests of a chain's manifests up to the one that its head names, each by the `previous` of the next.
///
/// A head that counts today is sealed by a key that counts today, and names the last manifest by its digest; that one
/// names the one before. So today's seal stands for each byte of manifests whose own seal has expired meanwhile, and no
/// clock, and nobody who got hold of an old key, has a say in it.
struct VouchedManifests: Sendable {
    private let first: UInt64
    private let digests: [Digest]

    /// - Parameters:
    ///   - first: the first that is asked about.
    ///   - last: what a head named that was accepted.
    ///   - folder: where the chain's manifests are.
    /// - Returns: nil where they do not lead there, are not all there, or are too many: nothing is vouched for then.
    /// - Throws: `ReplicaSourceError` where the source gave nothing.
    init?(
        _ first: UInt64, upTo last: ManifestHead.Last, of folder: String, from source: any ReplicaSource
    ) async throws {
        guard first >= 1, first <= last.sequence, last.sequence - first < ReplicaLimits.vouched else { return nil }
        var digests: [Digest] = []
        for sequence in first...last.sequence {
            let bytes: [UInt8]
            do {
                bytes = try await source.bytes(of: "\(folder)/\(sequence).json", limit: ReplicaLimits.manifest)
            } catch let error as ReplicaSourceError where error.reason == .absent {
                return nil
            }
            guard let manifest = try? Manifest(bytes: bytes), manifest.sequence == sequence,
                digests.isEmpty || manifest.previous == digests.last
            else { return nil }
            digests.append(manifest.digest)
        }
        guard digests.last == last.digest else { return nil }
        self.first = first
        self.digests = digests
    }

    subscript(sequence: UInt64) -> Digest? {
        guard sequence >= first, sequence - first < UInt64(digests.count) else { return nil }
        return digests[Int(sequence - first)]
    }
}
