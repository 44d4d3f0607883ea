import PKI

/// The numbers in a certificate's subject: `SCHEME:number` values of UID and serialNumber.
///
/// Only a value in the one spelling that CAs use is read: a known prefix in capitals, a colon, then ASCII letters, digits
/// and `-`. All other values name nobody. One that was evidently meant as a number (another case, a blank, full-width
/// digits, a combining mark) makes the whole subject doubtful, since nobody can say whom it names.
struct SubjectIdentifiers: Hashable {
    /// In the order of the name.
    let values: [String]
    let isDoubtful: Bool

    init(_ attributes: [DistinguishedName.Attribute]) {
        let numbers = attributes.filter { $0.type == .userID || $0.type == .serialNumber }.map(\.value)
        values = numbers.filter { Self.scheme(of: $0) != nil }
        isDoubtful = numbers.contains { Self.scheme(of: $0) == nil && Self.mayBeIdentifier($0) }
    }

    /// The scheme of a value in the one spelling.
    static func scheme(of value: String) -> IdentifierScheme? {
        let parts = value.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(isNumberCharacter) else { return nil }
        return String(parts[0]).flatMap(IdentifierScheme.init(rawValue:))
    }

    private static func isNumberCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Whether a person would read a known prefix at the beginning: its letters, by whatever case and width and with
    /// whatever unseen between them, and then a blank or no further letter.
    private static func mayBeIdentifier(_ value: String) -> Bool {
        // What could not be decoded could be anything.
        if value.unicodeScalars.contains("\u{fffd}") { return true }
        var letters = ""
        for scalar in value.unicodeScalars {
            guard let visible = plain(scalar) else {
                if IdentifierScheme(rawValue: letters) != nil { return true }
                continue
            }
            guard visible.properties.isAlphabetic else { break }
            letters += visible.properties.uppercaseMapping
        }
        return IdentifierScheme(rawValue: letters) != nil
    }

    /// The ASCII character that a full-width one stands for; nil for what is not seen, or only sits upon another.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark:
            return nil
        default: break
        }
        // Halfwidth and Fullwidth Forms: U+FF01 to U+FF5E are U+0021 to U+007E.
        guard (0xff01...0xff5e).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xfee0)
    }
}
