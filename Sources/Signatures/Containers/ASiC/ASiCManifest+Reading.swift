import PKI

extension ASiCManifest {
    /// Reads a manifest of a container that kho wrote.
    ///
    /// A reader of exactly this vocabulary, and not a general one of XML: without declarations, entities, comments,
    /// processing instructions or other namespaces there is nothing that two readers could understand differently,
    /// and nothing to switch off.
    /// - Throws: `ASiCManifestError`.
    public init(parsing bytes: [UInt8]) throws(ASiCManifestError) {
        guard bytes.count <= Self.maximumSize else { throw ASiCManifestError(expected: "at most 16 MiB", offset: 0) }
        var reader = XMLVocabularyReader(bytes)
        try reader.declaration()
        let root = try reader.start("asic:ASiCManifest", ["xmlns:asic", "xmlns:ds"])
        guard root["xmlns:asic"] == Self.namespace, root["xmlns:ds"] == Self.digestNamespace, !reader.wasEmpty else {
            throw reader.error("the namespaces of ASiC and of XML signatures")
        }
        let reference = try reader.start("asic:SigReference", ["URI", "MimeType"])
        guard reader.wasEmpty, reference["MimeType"] == Self.signatureMediaType,
            let signatureName = ASiCReference.decode(reference["URI"] ?? "")
        else { throw reader.error("a CAdES signature") }
        var objects: [DataObject] = []
        while try !reader.isAtEnd(of: "asic:ASiCManifest") {
            guard objects.count < ZipLimits.standard.memberCount else { throw reader.error("fewer files") }
            objects.append(try Self.object(&reader))
        }
        try reader.end("asic:ASiCManifest")
        try reader.finish()
        self.init(signatureName: signatureName, objects: objects)
    }

    private static func object(_ reader: inout XMLVocabularyReader) throws(ASiCManifestError) -> DataObject {
        let attributes = try reader.start("asic:DataObjectReference", ["URI", "MimeType"])
        guard !reader.wasEmpty, let name = ASiCReference.decode(attributes["URI"] ?? ""), !name.isEmpty else {
            throw reader.error("a member's name, percent-encoded")
        }
        let method = try reader.start("ds:DigestMethod", ["Algorithm"])
        guard reader.wasEmpty, method["Algorithm"] == sha256 else { throw reader.error("SHA-256") }
        _ = try reader.start("ds:DigestValue", [])
        guard !reader.wasEmpty, let value = Base64.decode(try reader.text()),
            let digest = Digest(algorithm: .sha256, bytes: value)
        else { throw reader.error("32 bytes in base64") }
        try reader.end("ds:DigestValue")
        try reader.end("asic:DataObjectReference")
        return DataObject(name: name, mediaType: attributes["MimeType"] ?? "", digest: digest)
    }
}
