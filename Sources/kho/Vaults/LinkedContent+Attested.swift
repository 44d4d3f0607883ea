import PKI
import VaultCore

extension LinkedContent {
    /// What the source says of the bytes, for a sentence that says so; nil where it says nothing.
    var attested: [String: String]? {
        guard digest != nil || size != nil else { return nil }
        return ["what": [digest?.description, size.map { "\($0) B" }].compactMap { $0 }.joined(separator: ", ")]
    }
}
