extension SignedData {
    /// One detached message with the signers of several, all over the same content: its certificates are those of the
    /// first, then what the others add.
    ///
    /// Nothing is verified; each SignerInfo stays as it was, byte for byte.
    /// - Parameter signatures: detached signatures over content of type data, DER.
    /// - Throws: `CMSError`, where one of them is no such signature.
    public static func joining(_ signatures: [[UInt8]]) throws -> [UInt8] {
        var digests: [[UInt8]] = []
        var certificates: [[UInt8]] = []
        var lists: [[UInt8]] = []
        var signers: [[UInt8]] = []
        func gather(_ new: [[UInt8]], into known: inout [[UInt8]]) {
            for element in new where !known.contains(element) { known.append(element) }
        }
        for signature in signatures {
            let layout = try CMSLayout(MemorySource(signature))
            guard layout.content == nil, layout.contentType == .data else {
                throw CMSError(.malformed, "not a detached signature over data", at: 0)
            }
            gather(try elements(signature[layout.digestAlgorithms]), into: &digests)
            gather(try elements(signature[layout.certificates ?? 0..<0]), into: &certificates)
            gather(try elements(signature[layout.revocation ?? 0..<0]), into: &lists)
            gather(try elements(signature[layout.signerInfos]), into: &signers)
        }
        var body = DER.integer(1) + DER.setOf(digests) + DER.sequence(DER.objectIdentifier(.data))
        if !certificates.isEmpty { body += DER.element(ASN1Tag.context(0), certificates.joined()) }
        if !lists.isEmpty { body += DER.element(ASN1Tag.context(1), lists.joined()) }
        body += DER.setOf(signers)
        return DER.sequence(
            DER.objectIdentifier(CMSLayout.signedData),
            DER.element(ASN1Tag.context(0), DER.element(ASN1Tag.sequence, body)))
    }

    private static func elements(_ bytes: ArraySlice<UInt8>) throws -> [[UInt8]] {
        do {
            var reader = try ASN1Reader(Array(bytes))
            var elements: [[UInt8]] = []
            while let element = try reader.next() { elements.append(Array(element.encoded)) }
            return elements
        } catch {
            throw CMSError(.malformed, error.kind.rawValue, at: error.offset)
        }
    }
}
