public import PKI

/// A certificate whose to-be-signed part is changed and signed again by its issuer: for what no honest tool writes.
public enum RewrittenCertificate {
    /// - Parameters:
    ///   - old, new: the bytes to replace, once, wherever they first stand in the to-be-signed part; same length.
    public static func replacing(
        _ old: [UInt8], by new: [UInt8], in certificate: [UInt8], signedBy key: PrivateKey
    ) throws -> [UInt8]? {
        var fields = try ASN1Reader.single(certificate).reader()
        guard old.count == new.count, let first = try fields.next(), let algorithm = try fields.next() else {
            return nil
        }
        var body = Array(first.encoded)
        guard let start = body.indices.dropLast(old.count - 1).first(where: { body[$0...].starts(with: old) }) else {
            return nil
        }
        body.replaceSubrange(start..<(start + old.count), with: new)
        let signature = try key.sign(body, by: .ecdsa(.sha256))
        return DER.sequence(body, Array(algorithm.encoded), DER.element(ASN1Tag.bitString, [0] + signature))
    }
}
