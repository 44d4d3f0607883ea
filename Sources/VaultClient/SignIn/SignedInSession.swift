public import PKI
public import VaultCore

/// What a server gives whoever has signed its challenge: for a while, whoever has the token is he.
public struct SignedInSession: Hashable, Sendable {
    /// 64 lower-case hexadecimal digits.
    public let token: String
    public let endsAt: Instant
    public let user: Owner

    public init(token: String, endsAt: Instant, user: Owner) {
        self.token = token
        self.endsAt = endsAt
        self.user = user
    }

    public static func isToken(_ text: String) -> Bool {
        guard let bytes = [UInt8](hexadecimal: text), bytes.count == 32 else { return false }
        return bytes.hexadecimal.utf8.elementsEqual(text.utf8)
    }
}
