import PKI

/// The folder of an owner's objects: a random name, so that it says nothing of whose they are.
public struct SpaceID: Hashable, Sendable, CustomStringConvertible {
    /// Where CRLs, issuer certificates and trust snapshots lie, which belong to nobody.
    public static let shared = SpaceID(unchecked: "shared")

    /// `shared`, or 32 lower-case hexadecimal digits.
    public let text: String

    public init?(_ text: String) {
        guard text == "shared" || DocumentID(text) != nil else { return nil }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    public static func random() -> SpaceID { SpaceID(unchecked: SecureRandom.bytes(DocumentID.byteCount).hexadecimal) }

    public var description: String { text }
}
