import CanonicalJSON
public import PKI
public import Signatures

/// What somebody signs to sign in: canonical JSON, in a CMS whose content type is of its own (`SignedPurpose.login`).
///
///     {"nonce":"<64 hexadecimal digits>","origin":"https://kho.example","time":"2026-11-25T05:00:00Z",
///      "user":"CCCD:038093015572","v":"kho-login/1"}
///
/// The client composes it, with the origin that it connected to itself: what another server had it sign is of no use here.
public struct LoginStatement: Hashable, Sendable {
    public static let contentType = SignedPurpose.login.contentType

    static let version = "kho-login/1"
    /// A challenge: nobody guesses one, and none comes twice.
    public static let nonceByteCount = 32
    /// The origin, the user's number and the rest in the longest spelling stay under a third of this.
    static let maximumLength = 2048

    /// The server's challenge.
    public let nonce: [UInt8]
    public let origin: ServerOrigin
    /// The client's clock, to the second.
    public let time: Instant
    /// As whom.
    public let user: Owner

    /// - Parameter nonce: `nonceByteCount` bytes.
    /// - Throws: `LOGIN_MALFORMED` with the field.
    public init(nonce: [UInt8], origin: ServerOrigin, time: Instant, user: Owner) throws(VaultError) {
        guard nonce.count == Self.nonceByteCount else { throw Self.malformed("nonce") }
        self.nonce = nonce
        self.origin = origin
        self.time = Instant(seconds: time.seconds)
        self.user = user
    }

    /// Reads a statement in its one form.
    /// - Throws: `LOGIN_MALFORMED` with the field, also for bytes that `bytes` would not make and for fields beside these: one
    ///   that kho does not know may be a condition.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard bytes.count <= Self.maximumLength, let json = try? JSON(canonical: bytes) else {
            throw Self.malformed("statement")
        }
        guard json["v"]?.string == Self.version else { throw Self.malformed("v") }
        guard let nonce = json["nonce"]?.string.flatMap({ [UInt8](hexadecimal: $0) }) else {
            throw Self.malformed("nonce")
        }
        guard let origin = json["origin"]?.string.flatMap({ ServerOrigin(exactly: $0) }) else {
            throw Self.malformed("origin")
        }
        guard let time = json["time"]?.string.flatMap({ Instant($0) }) else { throw Self.malformed("time") }
        guard let text = json["user"]?.string, let user = try? Owner(text) else { throw Self.malformed("user") }
        try self.init(nonce: nonce, origin: origin, time: time, user: user)
        guard self.bytes == bytes else { throw Self.malformed("statement") }
    }

    /// The very bytes to be signed.
    public var bytes: [UInt8] {
        JSON.object([
            "nonce": .string(nonce.hexadecimal), "origin": .string(origin.text), "time": .string(time.description),
            "user": .string(user.description), "v": .string(Self.version),
        ]).canonicalBytes
    }

    /// Signs it as the server takes it: CAdES-B-B with the statement inside, DER, and nothing beside the signer's chain.
    public func signed(by signer: CAdESSigner) throws -> [UInt8] {
        let bytes = bytes
        let halves = try signer.attached(MemorySource(bytes), as: .login, signingTime: time)
        return halves.beforeContent + bytes + halves.afterContent
    }

    static func malformed(_ field: String) -> VaultError { VaultError(.loginMalformed, ["field": field]) }
}
