import PKI
import Signatures

/// A sign-in as it comes in: its form is right, and nothing about it is proven yet.
///
/// For a server, which finds its challenge by `statement` before it verifies anything.
public struct SignedLogin: Sendable {
    /// A statement, a certificate of some KB, its chain and a signature. A megabyte of certificates would only cost time.
    public static let maximumByteCount = 64 << 10

    public let statement: LoginStatement
    let bytes: [UInt8]
    let message: SignedData

    /// - Parameter cms: DER or BER, as `LoginStatement.signed` makes it.
    /// - Throws: `LOGIN_MALFORMED` with what is wrong: for anything but one CMS with the statement inside it, signed as a sign-in
    ///   by one signer, and nothing that this signer does not sign but certificates.
    public init(_ cms: [UInt8]) throws(VaultError) {
        let source = MemorySource(cms)
        guard cms.count <= Self.maximumByteCount, let message = try? SignedData(source) else {
            throw LoginStatement.malformed("CMS")
        }
        guard message.contentType == LoginStatement.contentType else { throw LoginStatement.malformed("contentType") }
        guard message.signerInfos.count == 1 else { throw LoginStatement.malformed("signatures") }
        // A timestamp would take the judgement back in time, to before a revocation, and an older list say that there is none:
        // a sign-in counts now, by the vault's own evidence.
        guard message.signerInfos[0].unsignedAttributes.isEmpty else {
            throw LoginStatement.malformed("unsignedAttributes")
        }
        guard message.crls.isEmpty, message.ocspResponses.isEmpty else { throw LoginStatement.malformed("crls") }
        guard let pieces = message.contentPieces,
            pieces.reduce(0, { $0 + $1.count }) <= LoginStatement.maximumLength,
            let content = try? pieces.flatMap({ try source.bytes($0) })
        else { throw LoginStatement.malformed("content") }
        statement = try LoginStatement(bytes: content)
        bytes = cms
        self.message = message
    }
}
