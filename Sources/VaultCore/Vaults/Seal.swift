/// The vault's seal: what signs `vault.json`, manifests and copy bundles in its name.
public protocol Seal: Sendable {
    /// The seal certificate, DER.
    var certificateDER: [UInt8] { get }

    /// A detached CMS signature (CAdES-B-B, DER) over a document.
    func sign(_ document: [UInt8]) throws -> [UInt8]
}

/// Checks a seal's signature. Whether the certificate may seal is said by the list it is given, never by a chain.
public protocol SealVerifier: Sendable {
    /// - Parameter certificates: the seal certificates that count, DER.
    /// - Throws: where none of them signed exactly this document.
    func verify(_ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]) throws

    /// Whether a seal that verifies is also in its one encoding, with one of the certificates in it: a byte that no
    /// signature covers was not changed either.
    func isExact(_ signature: [UInt8], certificates: [[UInt8]]) -> Bool
}
