public import PKI

/// The day in a dossier's code, `YYMMDD`: of this century, since two digits tell no other.
public struct DossierDay: Hashable, Sendable, CustomStringConvertible {
    /// Vietnam has one zone and no summer time.
    private static let secondsEastOfGreenwich: Int64 = 7 * 3600

    /// Six digits.
    public let text: String

    /// - Throws: `CODE_PART_MALFORMED` for anything but six digits that are a day.
    public init(_ text: String) throws(VaultError) {
        let digits = Array(text.utf8)
        guard digits.count == 6, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            throw Self.malformed
        }
        func two(_ at: Int) -> String { String(decoding: digits[at..<(at + 2)], as: UTF8.self) }
        guard Instant("20\(two(0))-\(two(2))-\(two(4))T00:00:00Z") != nil else { throw Self.malformed }
        self.text = text
    }

    /// The day in Vietnam at a moment.
    /// - Throws: `CODE_PART_MALFORMED` outside 2000 to 2099.
    public init(_ instant: Instant) throws(VaultError) {
        // 2026-11-24T…
        let local = instant.adding(seconds: Self.secondsEastOfGreenwich).description
        let date = local.utf8.prefix { $0 != UInt8(ascii: "T") }
        let digits = date.filter { $0 != UInt8(ascii: "-") }
        guard date.count == 10, digits.count == 8, digits.prefix(2).elementsEqual("20".utf8) else {
            throw Self.malformed
        }
        text = String(decoding: digits.dropFirst(2), as: UTF8.self)
    }

    public var description: String { text }

    private static var malformed: VaultError {
        VaultError(.codePartMalformed, ["scheme": CodeScheme.dossier.rawValue, "codePart": CodePart.day.rawValue])
    }
}
