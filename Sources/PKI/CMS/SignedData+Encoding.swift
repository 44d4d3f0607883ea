extension SignedData {
    /// Whether these bytes are a detached message with one signer in the one encoding that its parts have, as
    /// `SignedDataBuilder` writes it: none of the bytes that no signature covers (versions, lengths, the list of digest
    /// algorithms) says anything else. What the certificates and lists in it hold is not looked at.
    public static func isExactlyEncoded(_ bytes: [UInt8]) -> Bool {
        let source = MemorySource(bytes)
        guard let layout = try? CMSLayout(source), let message = try? SignedData(source), layout.content == nil,
            message.signerInfos.count == 1
        else { return false }
        let signer = Array(bytes[layout.signerInfos])
        guard let version = try? ASN1Reader.single(signer).children().first,
            version.encoded.elementsEqual(DER.integer(1))
        else { return false }
        let digest = DER.sequence(DER.objectIdentifier(message.signerInfos[0].digestAlgorithm.oid))
        var body = DER.integer(1) + DER.setOf([digest]) + DER.sequence(DER.objectIdentifier(message.contentType))
        if let certificates = layout.certificates { body += DER.element(ASN1Tag.context(0), bytes[certificates]) }
        if let lists = layout.revocation { body += DER.element(ASN1Tag.context(1), bytes[lists]) }
        body += DER.element(ASN1Tag.set, signer)
        return bytes
            == DER.sequence(
                DER.objectIdentifier(CMSLayout.signedData),
                DER.element(ASN1Tag.context(0), DER.element(ASN1Tag.sequence, body)))
    }
}
