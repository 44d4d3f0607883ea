public import PKI

/// What a CMS is handed in as. What was signed as one of these is never taken for the other: whoever gets somebody to sign
/// in has no document signed by him, and no document opens a session.
public enum SignedPurpose: Sendable, Hashable {
    case document
    /// A sign-in (docs/access.md).
    case login

    /// The eContentType of such a CMS (RFC 5652 section 5.2), which the signer signs along (section 11.1).
    public var contentType: ObjectIdentifier {
        switch self {
        case .document: .data
        case .login: .login
        }
    }

    /// - Throws: `SignedFileError`: `LOGIN_NOT_A_DOCUMENT`, `LOGIN_MALFORMED`. Of what else may be signed, a report says that it
    ///   is no document.
    func check(_ contentType: ObjectIdentifier) throws(SignedFileError) {
        switch self {
        case .document: guard contentType != .login else { throw SignedFileError(.loginNotADocument) }
        case .login: guard contentType == .login else { throw SignedFileError(.loginMalformed) }
        }
    }
}

extension ObjectIdentifier {
    /// A sign-in: 2.25.229515202651479689944254080828077487196, the UUID acab0528-68fb-4062-8aff-c9f6e22bb45c below the arc
    /// for UUIDs (X.667 section 6.3), which needs no registration. An arc of 128 bits has no literal here.
    public static let login = ObjectIdentifier(content: [
        0x69, 0x82, 0xd9, 0xab, 0x82, 0xca, 0x8d, 0x8f, 0xda, 0x81, 0xc5, 0x8a, 0xff, 0xf2, 0xbe, 0xee, 0x91, 0xae,
        0xe8, 0x5c,
    ])
}
