/// Why bytes are no ZIP archive that kho opens, or why one could not be written.
public struct ZipError: Error, Hashable, Sendable {
    /// Stable names; the catalogue of messages has a sentence for each.
    public enum Code: String, Sendable, CaseIterable {
        /// Not the structure that APPNOTE 6.3.3 describes, or one that two readers could understand differently.
        case malformed = "ZIP_MALFORMED"
        /// Bytes before, between or after the members, or members that share bytes.
        case layout = "ZIP_LAYOUT"
        case tooManyMembers = "ZIP_TOO_MANY_MEMBERS"
        case tooLarge = "ZIP_TOO_LARGE"
        /// Unpacks to so much more than it takes that it can only be meant to do harm.
        case ratio = "ZIP_RATIO"
        /// Absolute, with `..`, a drive letter, a backslash, control characters, not UTF-8, or in another's way.
        case nameUnsafe = "ZIP_NAME_UNSAFE"
        case nameTwice = "ZIP_NAME_TWICE"
        case encrypted = "ZIP_ENCRYPTED"
        /// A symbolic link, a device …
        case notAFile = "ZIP_NOT_A_FILE"
        /// Neither stored nor deflated.
        case method = "ZIP_METHOD"
        /// The packed bytes do not unpack to what the directory says.
        case damaged = "ZIP_DAMAGED"
        case missing = "ZIP_MEMBER_MISSING"
        /// Writing failed.
        case output = "ZIP_OUTPUT"
    }

    public let code: Code
    /// The member's name where one is to blame, as it stands in the archive.
    public let member: String?
    public let detail: String

    public init(_ code: Code, member: String? = nil, _ detail: String = "") {
        self.code = code
        self.member = member
        self.detail = detail
    }

    // Names are compared as bytes, here as everywhere.
    public static func == (left: ZipError, right: ZipError) -> Bool {
        left.code == right.code && left.detail == right.detail
            && left.member.map { Array($0.utf8) } == right.member.map { Array($0.utf8) }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
