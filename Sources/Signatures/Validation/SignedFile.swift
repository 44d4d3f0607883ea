public import PKI

/// Tells which files of a folder are worth validating, by content; the verdict is validation's alone.
public enum SignedFile {
    /// How much of a file `isPDF` looks at.
    private static let start = 64

    /// Whether a file may hold signatures: a CMS begins with a SEQUENCE and the OID of SignedData, or is PEM; a PDF names
    /// a byte range somewhere.
    /// - Throws: `ByteSourceError`.
    public static func mayHoldSignatures(_ source: any ByteSource) throws -> Bool {
        let bytes = try source.bytes(0..<min(source.count, start))
        if PDFFile.looksLikePDF(bytes) { return try PDFSignatureSearch.hasCandidates(source) }
        if PEM.looksLikePEM(bytes) { return true }
        let oid: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]
        return bytes.first == 0x30 && bytes.prefix(24).indices.contains { bytes[$0...].starts(with: oid) }
    }

    /// Whether a file signs itself alone, so that nothing beside it is looked for.
    /// - Throws: `ByteSourceError`.
    public static func isPDF(_ source: any ByteSource) throws -> Bool {
        PDFFile.looksLikePDF(try source.bytes(0..<min(source.count, start)))
    }
}
