import PKI
import Signatures

/// The container of a bundle, taken apart: step 1, and the digests that its manifest lists.
struct BundleContainer {
    let archive: ZipReader
    /// nil where the manifest is missing or cannot be read.
    private(set) var manifest: ASiCManifest?
    private(set) var manifestBytes: [UInt8] = []
    private(set) var signature: [UInt8] = []
    private(set) var part = BundleReport.Part()

    /// A seal with its chain and lists: national CRLs take up to 20 MB.
    static let maximumSignature = 64 << 20

    /// - Throws: `ZipError`, `ByteSourceError`.
    init(_ archive: ZipReader) throws {
        self.archive = archive
        try checkMediaType()
        guard archive.holds(BundleMember.manifest), archive.holds(BundleMember.signature) else {
            let absent = archive.holds(BundleMember.manifest) ? BundleMember.signature : BundleMember.manifest
            part.fail(.totalFailed, .formatFailure, "BUNDLE_MEMBER_MISSING", ["member": absent])
            return
        }
        signature = try bytes(BundleMember.signature, Self.maximumSignature)
        manifestBytes = try bytes(BundleMember.manifest, ASiCManifest.maximumSize)
        do {
            let manifest = try ASiCManifest(parsing: manifestBytes)
            checkMembers(manifest)
            self.manifest = manifest
        } catch {
            part.fail(
                .totalFailed, .formatFailure, "BUNDLE_MANIFEST_MALFORMED",
                ["offset": String(error.offset), "what": error.expected])
        }
    }

    func bytes(_ name: String, _ maximum: Int) throws -> [UInt8] {
        try archive.bytes(of: archive.member(name), maximum: maximum)
    }

    func source(_ name: String) throws -> any ByteSource { archive.source(of: try archive.member(name)) }

    /// Whether an archive is an ASiC-E container by its media type.
    static func isBundle(_ archive: ZipReader) -> Bool {
        guard let first = archive.members.first, first.name == BundleMember.mediaType,
            let bytes = try? archive.bytes(of: first, maximum: 256)
        else { return false }
        return bytes.elementsEqual(ASiCManifest.mediaType.utf8)
    }

    private mutating func checkMediaType() throws {
        guard let first = archive.members.first, first.isStored, Self.isBundle(archive) else {
            part.fail(.totalFailed, .formatFailure, "BUNDLE_MEDIA_TYPE")
            return
        }
    }

    /// Every member is listed or required by ASiC, and everything listed is there, once.
    private mutating func checkMembers(_ manifest: ASiCManifest) {
        let signs = manifest.signatureName.utf8.elementsEqual(BundleMember.signature.utf8)
        if !signs { part.fail(.totalFailed, .formatFailure, "BUNDLE_MANIFEST_MALFORMED", ["what": "SigReference"]) }
        var listed: Set<ByteText> = []
        for object in manifest.objects {
            if !listed.insert(ByteText(object.name)).inserted {
                part.fail(.totalFailed, .formatFailure, "BUNDLE_LISTED_TWICE", ["member": object.name])
            }
            if !archive.holds(object.name) {
                part.fail(.totalFailed, .formatFailure, "BUNDLE_MEMBER_MISSING", ["member": object.name])
            }
        }
        let required = Set([BundleMember.mediaType, BundleMember.manifest, BundleMember.signature].map(ByteText.init))
        for member in archive.members {
            let name = ByteText(member.name)
            if member.isFolder || listed.contains(name) == required.contains(name) {
                part.fail(.totalFailed, .formatFailure, "BUNDLE_UNLISTED_MEMBER", ["member": member.name])
            }
        }
    }

    /// The digests of all members that the manifest lists, read as a stream; each with what the manifest says.
    /// - Throws: `ZipError`, `ByteSourceError`.
    func digests() throws -> [ByteText: (stated: Digest, found: Digest)] {
        var digests: [ByteText: (stated: Digest, found: Digest)] = [:]
        for object in manifest?.objects ?? [] where archive.holds(object.name) {
            digests[ByteText(object.name)] = (object.digest, try source(object.name).digest(.sha256))
        }
        return digests
    }
}
