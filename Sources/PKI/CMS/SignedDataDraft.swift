/// A SignedData whose signature value is there, before its unsigned attributes: what is timestamped is the value
/// (ETSI EN 319 122-1 clause 5.3), and a timestamp takes its time to come.
public struct SignedDataDraft: Sendable {
    /// Of the content that was signed.
    public let messageDigest: Digest
    let contentType: ObjectIdentifier
    let certificates: [[UInt8]]
    let crls: [[UInt8]]
    /// The sid field, and the other fields of the SignerInfo, each encoded.
    let signer: [UInt8]
    let digestIdentifier: [UInt8]
    /// As they were signed: a SET OF.
    let signedAttributes: [UInt8]
    let signatureIdentifier: [UInt8]
    /// The signature value.
    public let signature: [UInt8]

    /// The file, in two halves.
    /// - Parameters:
    ///   - attachedCount: bytes of content that will stand between the halves; nil for a detached signature.
    ///   - unsignedAttributes: whole attributes in DER.
    ///   - counterSigner: whose countersignature is among them: its certificates are put beside the signer's.
    public func halves(
        attachedCount: Int?, unsignedAttributes: [[UInt8]] = [], counterSigner: SignedDataDraft? = nil
    ) -> SignedDataBuilder.Halves {
        let version = DER.integer(contentType == .data ? 1 : 3)
        // Those of all signers, nested ones too (RFC 5652 section 5.1).
        let digests = DER.setOf(Array(Set([digestIdentifier] + (counterSigner.map { [$0.digestIdentifier] } ?? []))))
        let type = DER.objectIdentifier(contentType)
        var held = certificates
        for certificate in counterSigner?.certificates ?? [] where !held.contains(certificate) {
            held.append(certificate)
        }
        var tail = DER.element(ASN1Tag.context(0), held.joined())
        if !crls.isEmpty { tail += DER.element(ASN1Tag.context(1), crls.joined()) }
        tail += DER.setOf([signerInfo(unsignedAttributes)])
        guard let count = attachedCount else {
            let body = DER.element(ASN1Tag.sequence, version + digests + DER.sequence(type) + tail)
            return .init(beforeContent: Self.contentInfo(body), afterContent: [])
        }
        // Headers around content that is not here yet: lengths are computed, from the inside out.
        var before = Self.header(ASN1Tag.octetString, count)
        before = Self.header(ASN1Tag.context(0), before.count + count) + before
        before = Self.header(ASN1Tag.sequence, type.count + before.count + count) + type + before
        let body = version + digests + before
        before = Self.header(ASN1Tag.sequence, body.count + count + tail.count) + body
        before = Self.header(ASN1Tag.context(0), before.count + count + tail.count) + before
        let outerType = DER.objectIdentifier(CMSLayout.signedData)
        before =
            Self.header(ASN1Tag.sequence, outerType.count + before.count + count + tail.count) + outerType + before
        return .init(beforeContent: before, afterContent: tail)
    }

    /// The attribute for a timestamp over the signature value (ETSI EN 319 122-1 clause 5.3).
    /// - Parameter token: a TimeStampToken, DER.
    public static func timestampAttribute(_ token: [UInt8]) -> [UInt8] {
        SignedDataBuilder.attribute(.signatureTimestamp, token)
    }

    /// The attribute by which this signature, made by `SignedDataBuilder.counterDraft`, stands in the one that it is over
    /// (RFC 5652 section 11.4).
    /// - Parameter unsignedAttributes: its own, whole attributes in DER.
    public func counterSignatureAttribute(unsignedAttributes: [[UInt8]] = []) -> [UInt8] {
        SignedDataBuilder.attribute(.counterSignature, signerInfo(unsignedAttributes))
    }

    private func signerInfo(_ unsignedAttributes: [[UInt8]]) -> [UInt8] {
        var implicit = signedAttributes
        implicit[0] = ASN1Tag.context(0)
        var unsigned: [UInt8] = []
        if !unsignedAttributes.isEmpty {
            unsigned = DER.setOf(unsignedAttributes)
            unsigned[0] = ASN1Tag.context(1)
        }
        return DER.element(
            ASN1Tag.sequence,
            DER.integer(1) + signer + digestIdentifier + implicit + signatureIdentifier + DER.octetString(signature)
                + unsigned)
    }

    private static func header(_ tag: UInt8, _ count: Int) -> [UInt8] {
        var out: [UInt8] = [tag]
        DER.appendLength(count, to: &out)
        return out
    }

    private static func contentInfo(_ body: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(CMSLayout.signedData), DER.element(ASN1Tag.context(0), body))
    }
}
