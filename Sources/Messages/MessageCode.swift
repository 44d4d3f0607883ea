/// The stable name of a sentence, as reports, problem documents and `--json` carry it.
///
/// A code never changes its meaning and is never used again for another. A test holds every code that the sources
/// name against the catalogue.
public struct MessageCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    public var description: String { rawValue }
}
