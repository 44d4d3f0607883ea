/// A SignedData (RFC 5652 section 5), read from a source without loading its content.
public struct SignedData: Sendable {
    public let contentType: ObjectIdentifier
    /// Places of the content's octets in the source; nil where the content is detached.
    public let contentPieces: [Range<Int>]?
    public let digestAlgorithms: [AlgorithmIdentifier]
    /// X.509 certificates, DER, in the file's order; other kinds (attribute certificates) are left out.
    public let certificates: [[UInt8]]
    /// X.509 CRLs, DER.
    public let crls: [[UInt8]]
    /// OCSP answers among the revocation information (RFC 5940), DER.
    public let ocspResponses: [[UInt8]]
    public let signerInfos: [SignerInfo]

    /// Reads BER or DER; a file that is PEM is decoded by the caller first (`SignedData.unarmoured`).
    /// - Throws: `CMSError`, or `ByteSourceError` where the medium fails.
    public init(_ source: some ByteSource) throws {
        let layout = try CMSLayout(source)
        contentType = layout.contentType
        contentPieces = layout.content
        let parts = [
            layout.digestAlgorithms, layout.certificates ?? 0..<0, layout.revocation ?? 0..<0, layout.signerInfos,
        ]
        guard parts.reduce(0, { $0 + $1.count }) <= CMSLimits.structureSize else {
            throw CMSError(.tooLarge, "certificates, lists and signatures are too large", at: 0)
        }
        digestAlgorithms = try Self.elements(source, layout.digestAlgorithms, CMSLimits.signers) {
            element throws(ASN1Error) in
            try AlgorithmIdentifier(element)
        }
        certificates = try Self.elements(source, layout.certificates ?? 0..<0, CMSLimits.certificates) { element in
            element.tag == ASN1Tag.sequence ? Array(element.encoded) : nil
        }.compactMap { $0 }
        var crls: [[UInt8]] = []
        var answers: [[UInt8]] = []
        _ = try Self.elements(source, layout.revocation ?? 0..<0, CMSLimits.revocationItems) {
            element throws(ASN1Error) in
            if element.tag == ASN1Tag.sequence {
                crls.append(Array(element.encoded))
            } else if element.tag == ASN1Tag.context(1) {
                var other = try element.reader()
                let format = try other.next(ASN1Tag.objectIdentifier).objectIdentifier()
                if format == "1.3.6.1.5.5.7.16.2", let answer = try other.next() {
                    answers.append(Array(answer.encoded))
                }
            }
        }
        self.crls = crls
        ocspResponses = answers
        signerInfos = try Self.elements(source, layout.signerInfos, CMSLimits.signers) { element throws(ASN1Error) in
            try SignerInfo(element)
        }
    }

    /// The bytes inside PEM armour (`CMS`, `PKCS7`, `PKCS #7 SIGNED DATA`); nil where the source is no such PEM.
    ///
    /// A file is PEM where it begins so: one whose content holds armour is what it begins as.
    /// - Throws: `CMSError` where something stands around the armour: a reader would take it for signed.
    public static func unarmoured(_ source: some ByteSource) throws -> [UInt8]? {
        let head = try source.bytes(0..<min(source.count, 4096))
        guard PEM.beginsWithArmour(head) else { return nil }
        guard source.count <= CMSLimits.pemSize else {
            throw CMSError(.tooLarge, "a PEM file of this size", at: 0)
        }
        guard let (blocks, hasTextOutside) = PEM.scan(try source.bytes(0..<source.count)) else {
            throw CMSError(.malformed, "broken PEM", at: 0)
        }
        guard let block = blocks.first, ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"].contains(block.label) else {
            return nil
        }
        guard blocks.count == 1, !hasTextOutside else {
            throw CMSError(.malformed, "something stands outside the PEM armour", at: 0)
        }
        return block.bytes
    }

    private static func elements<T>(
        _ source: some ByteSource, _ range: Range<Int>, _ limit: Int,
        _ read: (ASN1Element) throws(ASN1Error) -> T
    ) throws -> [T] {
        let bytes = try source.bytes(range)
        do {
            var reader = try ASN1Reader(bytes)
            var values: [T] = []
            while let element = try reader.next() {
                guard values.count < limit else { throw CMSError(.tooLarge, "too many elements", at: range.lowerBound) }
                values.append(try read(element))
            }
            return values
        } catch let error as ASN1Error {
            throw CMSError(.malformed, error.kind.rawValue, at: range.lowerBound + error.offset)
        }
    }
}
