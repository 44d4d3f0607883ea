/// A rectangle (ISO 32000-2 clause 7.9.5); corners in any order.
struct Rectangle {
    private let left: Double
    private let bottom: Double
    private let right: Double
    private let top: Double

    /// - Returns: nil where the value is none.
    init?(_ value: PDFValue?, in snapshot: DocumentSnapshot) throws {
        guard let items = try snapshot.array(value), items.count == 4 else { return nil }
        let numbers = try items.compactMap { try snapshot.resolved($0).value.number }
        guard numbers.count == 4, numbers.allSatisfy({ abs($0) <= Self.farthest }) else { return nil }
        left = min(numbers[0], numbers[2])
        bottom = min(numbers[1], numbers[3])
        right = max(numbers[0], numbers[2])
        top = max(numbers[1], numbers[3])
    }

    /// Points: pages have some thousand. Readers that count in single precision, or in 32 bits, take what is far beyond for
    /// something else.
    private static let farthest = 100_000.0

    private init?(left: Double, bottom: Double, right: Double, top: Double) {
        guard left < right, bottom < top else { return nil }
        (self.left, self.bottom, self.right, self.top) = (left, bottom, right, top)
    }

    var width: Double { right - left }
    var height: Double { top - bottom }
    var area: Double { width * height }

    /// Points; some readers count a thousandth as nothing, and draw a look that cannot be fitted in its own size.
    private static let thinnest = 0.01

    /// Whether nothing can be fitted into it.
    var isThin: Bool { width < Self.thinnest || height < Self.thinnest }

    /// What both have; nil where that is nothing.
    func intersection(_ other: Rectangle) -> Rectangle? {
        Rectangle(
            left: max(left, other.left), bottom: max(bottom, other.bottom), right: min(right, other.right),
            top: min(top, other.top))
    }
}
