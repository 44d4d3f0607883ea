/// A rectangle (ISO 32000-2 clause 7.9.5); corners in any order.
struct Rectangle {
    let width: Double
    let height: Double

    /// - Returns: nil where the value is none.
    init?(_ value: PDFValue?, in snapshot: DocumentSnapshot) throws {
        guard let items = try snapshot.array(value), items.count == 4 else { return nil }
        let numbers = try items.compactMap { try snapshot.resolved($0).value.number }
        guard numbers.count == 4 else { return nil }
        width = abs(numbers[2] - numbers[0])
        height = abs(numbers[3] - numbers[1])
    }

    var area: Double { width * height }
}
