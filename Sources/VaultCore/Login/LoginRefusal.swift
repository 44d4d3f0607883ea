/// Why a sign-in that is in the right form is refused: fact `reason` of `LOGIN_REFUSED`. It says only what the person who
/// signed may know.
public enum LoginRefusal: String, Hashable, Sendable, CaseIterable {
    /// The challenge is none of this server's, too old, or was used.
    case challenge = "login-challenge"
    /// It was signed for another server.
    case origin = "login-origin"
    /// The clocks of both sides differ.
    case time = "login-time"
    /// The signature is not what it says it is, or uses what is too weak.
    case signature = "login-signature"
    /// The certificate's chain ends in no anchor for signers or authorities.
    case untrusted = "login-untrusted"
    /// Revoked, suspended, expired, or not valid yet.
    case certificate = "login-certificate"
    /// The vault has no evidence, or only old one, that the certificate is not revoked.
    case status = "login-status"
    /// The certificate names nobody beyond doubt.
    case nobody = "login-nobody"
    /// The certificate is not the user's.
    case user = "login-user"

    public var error: VaultError { VaultError(.loginRefused, ["reason": rawValue]) }
}
