/// A TimeStampResp (RFC 3161 section 2.4.2): what an authority answers.
public enum TimestampResponse {
    /// The token of an answer, after everything that can be checked without trusting anybody: it was granted, for this
    /// imprint and nonce, and its signature verifies by the certificate that comes with it.
    /// - Returns: the TimeStampToken as it came.
    public static func token(in response: [UInt8], for request: TimestampRequest) throws(TimestampError) -> [UInt8] {
        let token = try grantedToken(in: response)
        let source = MemorySource(token)
        guard let message = try? SignedData(source), message.contentType == .tstInfo, message.signerInfos.count == 1,
            let content = try? message.contentPieces?.flatMap({ try source.bytes($0) }),
            let info = try? TimestampInfo(content)
        else { throw TimestampError(.malformed) }
        guard info.imprint == request.imprint else { throw TimestampError(.wrongImprint) }
        guard let nonce = info.nonce, nonce.drop(while: { $0 == 0 }).elementsEqual(request.nonce) else {
            throw TimestampError(.wrongNonce)
        }
        guard isSigned(message.signerInfos[0], content: content, certificates: message.certificates) else {
            throw TimestampError(.badSignature)
        }
        return token
    }

    private static func grantedToken(in response: [UInt8]) throws(TimestampError) -> [UInt8] {
        let status: Int
        let reason: String
        let token: [UInt8]?
        do {
            var reader = try ASN1Reader.single(response).reader()
            var info = try reader.next(ASN1Tag.sequence).reader()
            status = try info.next(ASN1Tag.integer).smallInteger()
            let texts = try info.optional(ASN1Tag.sequence)?.children().map {
                String(decoding: $0.content, as: UTF8.self)
            }
            let failure = try info.optional(ASN1Tag.bitString).flatMap { failureName($0.content) }
            reason = ([failure].compactMap(\.self) + (texts ?? [])).joined(separator: ", ")
            token = try reader.next().map { Array($0.encoded) }
            try reader.finish()
        } catch {
            throw TimestampError(.malformed)
        }
        // granted, or grantedWithMods: what was modified, and matters, is checked in the token.
        guard status <= 1 else { throw TimestampError(.rejected, reason.isEmpty ? "status \(status)" : reason) }
        guard let token else { throw TimestampError(.malformed) }
        return token
    }

    /// PKIFailureInfo, by the numbers of its bits.
    private static let failureNames: [Int: String] = [
        0: "badAlg", 2: "badRequest", 5: "badDataFormat", 14: "timeNotAvailable", 15: "unacceptedPolicy",
        16: "unacceptedExtension", 17: "addInfoNotAvailable", 25: "systemFailure",
    ]

    private static func failureName(_ content: ArraySlice<UInt8>) -> String? {
        let bits = Array(content.dropFirst())
        for (bit, name) in failureNames.sorted(by: { $0.key < $1.key })
        where bit / 8 < bits.count && bits[bit / 8] & (0x80 >> (bit % 8)) != 0 {
            return name
        }
        return nil
    }

    private static func isSigned(_ signer: SignerInfo, content: [UInt8], certificates: [[UInt8]]) -> Bool {
        let named = certificates.compactMap { try? Certificate(der: $0) }.first { $0.isNamed(by: signer.identifier) }
        guard let certificate = named, certificate.mayIssueTimestamps,
            let digest = DigestAlgorithm(oid: signer.digestAlgorithm.oid),
            let algorithm = try? SignatureAlgorithm(signer.signatureAlgorithm, digest: digest),
            let stated = try? signer.onlyValue(.messageDigest)?.octets(),
            stated == Digest(of: content, by: digest).bytes,
            let type = try? signer.onlyValue(.contentType)?.objectIdentifier(), type == .tstInfo,
            let attributes = signer.signedAttributesDER
        else { return false }
        return certificate.publicKey?.verifies(signer.signature, of: attributes, by: algorithm) == true
    }
}
