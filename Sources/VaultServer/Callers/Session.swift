import PKI
import Signatures
import VaultCore

/// A person who has signed in.
final class Session: Sendable {
    let person: SignedInPerson
    /// SHA-256 of the token: the token itself is the client's alone.
    let token: Digest
    let endsAt: Instant
    let grants = ClaimGrants()
    /// Whose budgets and uploads are his alone: the user, and, where several people may sign in as the same organisation,
    /// which of them.
    let holder: String

    /// A person is told by a number of his, so that he stays the same with the next certificate; of an organisation's seal
    /// nobody knows whose hand it is.
    static func holder(_ person: SignedInPerson) -> String {
        let own = person.numbers.filter { $0.known?.isPersonal ?? false }.map(\.description)
        return ([person.user.description] + own.sorted().prefix(1)).joined(separator: " ")
    }

    init(person: SignedInPerson, token: Digest, endsAt: Instant) {
        self.person = person
        self.token = token
        self.endsAt = endsAt
        holder = Self.holder(person)
    }
}
