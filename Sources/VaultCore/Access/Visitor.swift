public import PKI

/// Who comes to a vault over the network, as its server recognised him. Nobody who comes so is ever the vault's only user.
public enum Visitor: Hashable, Sendable {
    /// By a challenge that he signed.
    case person(SignedInPerson)
    /// A program, by its client certificate.
    case service(name: String, certificate: Digest)
}

/// A person or organisation that signed a challenge.
public struct SignedInPerson: Hashable, Sendable {
    /// As whom he signed in.
    public let user: Owner
    /// All numbers that the certificate names.
    public let numbers: Set<Owner>
    /// Whether the certificate lets him act as the owner of what is the user's (`SignerMatch.isOwners`).
    public let isOwner: Bool
    /// SHA-256 of the certificate.
    public let certificate: Digest
    /// When the certificate ends: no session outlives it.
    public let validUntil: Instant

    public init(user: Owner, numbers: Set<Owner>, isOwner: Bool, certificate: Digest, validUntil: Instant) {
        self.user = user
        self.numbers = numbers
        self.isOwner = isOwner
        self.certificate = certificate
        self.validUntil = validUntil
    }
}
