public import PKI
import Signatures

extension CopyBundle {
    /// Whether a bundle that came from elsewhere holds this document: its record, and its files to the byte. Who sealed it,
    /// and whether the seal is good, `BundleVerifier` says.
    /// - Throws: `BUNDLE_FILE_DIFFERS` with the member; `ZipError`, `ByteSourceError`.
    public static func check(_ bundle: any ByteSource, holds document: KeptDocument) throws {
        let archive = try ZipReader(bundle)
        let record = document.record.shared.bytes
        guard try archive.bytes(of: archive.member(BundleMember.record), maximum: record.count + 1) == record else {
            throw BundleError(.fileDiffers, ["file": BundleMember.record])
        }
        let files = document.description.files
        for (name, file) in zip(try BundleFileName.names(of: files), files) {
            let source = archive.source(of: try archive.member(name))
            guard source.count == file.size, try source.digest(.sha256) == file.digest else {
                throw BundleError(.fileDiffers, ["file": name])
            }
        }
    }
}
