/// Why a copy bundle cannot be made.
public struct BundleError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Two files would have the same name in the bundle, or a file one that the bundle needs itself.
        case nameCollision = "BUNDLE_NAME_COLLISION"
        /// What was given for a file is not what the record says.
        case fileDiffers = "BUNDLE_FILE_DIFFERS"
        /// The kept report cannot be read.
        case reportMalformed = "BUNDLE_REPORT_MALFORMED"
    }

    public let code: Code
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
