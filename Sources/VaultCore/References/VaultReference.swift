public import Messages
public import PKI

/// A reference to a document of a vault for others to cite (dẫn nguồn từ Kho), valid across versions.
///
/// It names the vault and the document, neither by anything personal: without a version it means the document as it
/// is now, with one the very version, and with the digest that pins it the very bytes:
///
///     kho:<vault>/<document>
///     kho:<vault>/<document>/<version>
///     kho:<vault>/<document>/<version>/<digest>
///
/// For a QR code the same line stands in capitals, so that QR's alphanumeric mode (ISO/IEC 18004) holds it.
public struct VaultReference: Hashable, Sendable, CustomStringConvertible {
    /// Fewer digits could be met by trying; where there is room, all 64 stand.
    public static let minimumPinLength = 16
    private static let digestLength = 64
    /// Versions are counted one by one; nine digits never end.
    private static let greatestVersion = 999_999_999
    private static let scheme = "kho:"
    /// Scheme, two names of 32 digits, nine digits, 64, and what separates them.
    public static let maximumLength = 144

    /// `VaultIdentity.id`: 32 lower-case hexadecimal digits.
    public let vault: String
    public let document: DocumentID
    /// nil for the document as it is now.
    public let version: Int?
    /// The first digits of the version's content digest, or all of it, in lower case; never without a version.
    ///
    /// The content digest is the SHA-256 of the version's first file, the one with the signature, which everything else
    /// hangs on.
    public let pin: String?

    /// - Throws: `VAULT_REFERENCE_MALFORMED` for a vault that is no id, a version below 1, a pin without a version, of
    ///   another length or with other digits.
    public init(vault: String, document: DocumentID, version: Int? = nil, pin: String? = nil) throws(VaultError) {
        guard DocumentID(vault) != nil, version.map((1...Self.greatestVersion).contains) ?? true,
            pin.map({ version != nil && Self.isPin($0) }) ?? true
        else { throw Self.malformed }
        self.vault = vault
        self.document = document
        self.version = version
        self.pin = pin
    }

    /// The reference to a record's very version, pinned by the whole digest.
    /// - Throws: `VAULT_REFERENCE_MALFORMED` where the description names no file.
    public init(vault: String, pinning description: DocumentDescription) throws(VaultError) {
        guard let digest = description.files.first?.digest else { throw Self.malformed }
        try self.init(
            vault: vault, document: description.document, version: description.version, pin: digest.hexadecimal)
    }

    /// Reads the line, or what a QR code holds: all in lower case or all in capitals, nothing around it.
    /// - Throws: `VAULT_REFERENCE_MALFORMED` for anything else.
    public init(_ text: String) throws(VaultError) {
        guard text.utf8.count <= Self.maximumLength else { throw Self.malformed }
        var line = Array(text.utf8)
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let small = UInt8(ascii: "a")...UInt8(ascii: "z")
        if line.first.map(capitals.contains) == true {
            guard !line.contains(where: small.contains) else { throw Self.malformed }
            line = line.map { capitals.contains($0) ? $0 + 0x20 : $0 }
        }
        // From here on, capitals fail: no digit and no scheme has any.
        guard line.starts(with: Self.scheme.utf8) else { throw Self.malformed }
        let parts = line.dropFirst(Self.scheme.utf8.count)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard (2...4).contains(parts.count), let document = DocumentID(parts[1]) else { throw Self.malformed }
        var version: Int?
        if parts.count > 2 {
            guard let number = Self.version(parts[2]) else { throw Self.malformed }
            version = number
        }
        try self.init(
            vault: parts[0], document: document, version: version, pin: parts.count > 3 ? parts[3] : nil)
    }

    /// The line for text: lower case.
    public var text: String {
        let parts = [vault, document.text] + (version.map { [String($0)] } ?? []) + (pin.map { [$0] } ?? [])
        return Self.scheme + parts.joined(separator: "/")
    }

    /// The line for a QR code: digits, capitals, `:` and `/` alone, all of QR's alphanumeric mode.
    public var qrPayload: String {
        String(decoding: text.utf8.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }

    public var description: String { text }

    /// The reference as a sentence, to stand under a citation.
    public var sentence: Message {
        var facts = ["reference": text, "vault": vault, "document": document.text]
        guard let version else { return Message(code: "VAULT_REFERENCE", facts: facts) }
        facts["version"] = String(version)
        return Message(code: pin == nil ? "VAULT_REFERENCE_VERSION" : "VAULT_REFERENCE_PINNED", facts: facts)
    }

    /// Whether a content digest is the pinned one; true where nothing is pinned.
    public func pins(_ digest: Digest) -> Bool {
        pin.map { digest.algorithm == .sha256 && digest.hexadecimal.hasPrefix($0) } ?? true
    }

    /// Whether a text sets out to be a reference, in whatever case: what begins so and is none means nothing else.
    static func isAttempted(by text: String) -> Bool {
        text.utf8.prefix(scheme.utf8.count).map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
            .elementsEqual(scheme.utf8)
    }

    /// A version in its one spelling, from 1 and without leading zeros.
    static func version(_ text: String) -> Int? {
        guard let number = Int(text), (1...greatestVersion).contains(number), String(number) == text else { return nil }
        return number
    }

    private static func isPin(_ text: String) -> Bool {
        (minimumPinLength...digestLength).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
                default: false
                }
            }
    }

    private static var malformed: VaultError { VaultError(.vaultReferenceMalformed) }
}
