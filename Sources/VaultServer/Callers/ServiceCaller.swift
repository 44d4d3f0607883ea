import PKI

/// A program that was recognised by its certificate.
struct ServiceCaller: Sendable {
    let name: String
    /// SHA-256.
    let certificate: Digest
    let grants: ClaimGrants
}
