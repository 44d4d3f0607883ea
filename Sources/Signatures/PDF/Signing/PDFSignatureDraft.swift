public import PKI

/// A signed PDF file before its signature is put in: what is timestamped is the signature value, and a timestamp takes
/// its time to come.
public struct PDFSignatureDraft: Sendable {
    /// The field that is signed.
    public let fieldName: String
    /// Of the file that was signed: the update fits after these bytes only.
    public let fileDigest: Digest
    private let signed: SignedDataDraft
    private let bytes: [UInt8]
    private let gap: Range<Int>

    init(fieldName: String, fileDigest: Digest, signed: SignedDataDraft, bytes: [UInt8], gap: Range<Int>) {
        self.fieldName = fieldName
        self.fileDigest = fileDigest
        self.signed = signed
        self.bytes = bytes
        self.gap = gap
    }

    /// The signature value.
    public var signature: [UInt8] { signed.signature }

    /// What is to be put after the file's bytes.
    /// - Parameter timestampToken: a TimeStampToken over `signature`, DER, which makes it PAdES-B-T.
    /// - Throws: `PDFSigningError` `.signatureTooLarge`.
    public func update(timestampToken: [UInt8]?) throws(PDFSigningError) -> [UInt8] {
        let attributes = timestampToken.map { [SignedDataDraft.timestampAttribute($0)] } ?? []
        let der = signed.halves(attachedCount: nil, unsignedAttributes: attributes).beforeContent
        let room = (gap.count - 2) / 2
        guard der.count <= room else { throw PDFSigningError(.signatureTooLarge, ["what": "\(der.count) > \(room)"]) }
        var out = bytes
        var place = gap.lowerBound + 1
        for byte in der {
            let digits = PDFWriter.hexadecimal(byte)
            out[place] = digits[0]
            out[place + 1] = digits[1]
            place += 2
        }
        return out
    }
}
