import PKI
import VaultCore

/// A person who has signed in.
final class Session: Sendable {
    let person: SignedInPerson
    /// SHA-256 of the token: the token itself is the client's alone.
    let token: Digest
    let endsAt: Instant
    let grants = ClaimGrants()

    init(person: SignedInPerson, token: Digest, endsAt: Instant) {
        self.person = person
        self.token = token
        self.endsAt = endsAt
    }
}
