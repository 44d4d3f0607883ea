public import PKI

/// Telling files that carry no signature from those that only look so. What is not known for certain is not said.
extension SignedFile {
    /// Pictures by their first bytes. Their formats have no place for a signature that a reader would show.
    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
        [0xff, 0xd8, 0xff],
        [0x49, 0x49, 0x2a, 0x00], [0x4d, 0x4d, 0x00, 0x2a],
    ]

    /// Other programs find a PDF header in so many first bytes (ISO 32000-1, annex H), and a ZIP by its end, which a
    /// comment of 65,535 bytes may follow.
    private static let header = 1024
    private static let archiveEnd = 65_535 + 22

    /// Whether a file is a picture (PNG, JPEG, TIFF), and is to no other program a document that may be signed.
    /// - Throws: `ByteSourceError`.
    public static func isPicture(_ source: any ByteSource) throws -> Bool {
        let start = try source.bytes(0..<min(source.count, header))
        guard pictures.contains(where: start.starts(with:)), !holds("%PDF-".utf8, start) else { return false }
        let end = try source.bytes(max(0, source.count - archiveEnd)..<source.count)
        return !holds([0x50, 0x4b, 0x05, 0x06], end)
    }

    /// Whether a file is a PDF that names no byte range anywhere: neither a signature nor a document timestamp, not even
    /// one that no field leads to any more.
    /// - Throws: `ByteSourceError`.
    public static func isPDFWithoutSignatures(_ source: any ByteSource) throws -> Bool {
        try isPDF(source) && !mayHoldSignatures(source)
    }

    private static func holds(_ pattern: some Collection<UInt8>, _ bytes: [UInt8]) -> Bool {
        guard let first = pattern.first else { return true }
        var rest = bytes[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: pattern) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
