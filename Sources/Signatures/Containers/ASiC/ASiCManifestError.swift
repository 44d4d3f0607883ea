/// An ASiCManifest that is none, or says something that this version does not understand.
public struct ASiCManifestError: Error, Hashable, Sendable {
    /// Always `ASIC_MANIFEST_MALFORMED`.
    public let code = "ASIC_MANIFEST_MALFORMED"
    /// What was expected, in words for an engineer.
    public let expected: String
    /// Byte position in the file.
    public let offset: Int
}
