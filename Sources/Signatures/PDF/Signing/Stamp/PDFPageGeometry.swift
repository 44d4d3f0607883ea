/// How a page lies before its reader: its visible box, and by how much it is turned (ISO 32000-2 table 31).
struct PDFPageGeometry {
    /// Left, bottom, right and top, in the page's own coordinates.
    private let box: [Double]
    /// Clockwise, in degrees: 0, 90, 180 or 270.
    private let rotation: Int

    /// - Throws: `PDFError` where the page has no box that makes sense.
    init(_ page: PDFReference, in revision: PDFRevision) throws {
        let numbers = try ["CropBox", "MediaBox"].lazy.compactMap { key -> [Double]? in
            try Self.rectangle(Self.inherited(key, from: page, in: revision), in: revision)
        }.first
        guard let numbers, numbers[2] - numbers[0] >= 1, numbers[3] - numbers[1] >= 1 else {
            throw PDFError(.malformed, "box of the page")
        }
        box = numbers
        let turns = (try Self.inherited("Rotate", from: page, in: revision)?.integer ?? 0) / 90
        rotation = (turns % 4 + 4) % 4 * 90
    }

    /// An attribute of the page, or of what stands above it in the tree (clause 7.7.3.4).
    private static func inherited(
        _ key: PDFName, from page: PDFReference, in revision: PDFRevision
    ) throws -> PDFValue? {
        var node = try revision.object(page).dictionary
        for _ in 0..<PDFLimits.treeDepth {
            guard let current = node else { return nil }
            if let value = current[key] { return try revision.resolved(value).value }
            node = try revision.dictionary(current["Parent"])
        }
        return nil
    }

    /// In points: seven times the largest page that Acrobat knows (14,400).
    private static let largest = 100_000.0

    /// Four numbers, the lower left corner first; nil for anything else.
    static func rectangle(_ value: PDFValue?, in revision: PDFRevision) throws -> [Double]? {
        guard let items = try revision.array(value), items.count == 4 else { return nil }
        let numbers = try items.compactMap { try revision.resolved($0).value.number }
        guard numbers.count == 4, numbers.allSatisfy({ abs($0) <= largest }) else { return nil }
        return [
            min(numbers[0], numbers[2]), min(numbers[1], numbers[3]), max(numbers[0], numbers[2]),
            max(numbers[1], numbers[3]),
        ]
    }

    /// As it is seen.
    var width: Double { rotation % 180 == 0 ? box[2] - box[0] : box[3] - box[1] }
    var height: Double { rotation % 180 == 0 ? box[3] - box[1] : box[2] - box[0] }

    /// A rectangle as it is seen (from the lower left corner of the page), in the page's own coordinates.
    func rectangle(left: Double, bottom: Double, width: Double, height: Double) -> [Double] {
        let (one, other) = (point(left, bottom), point(left + width, bottom + height))
        return [min(one.0, other.0), min(one.1, other.1), max(one.0, other.0), max(one.1, other.1)]
    }

    private func point(_ across: Double, _ up: Double) -> (Double, Double) {
        switch rotation {
        case 90: (box[2] - up, box[1] + across)
        case 180: (box[2] - across, box[3] - up)
        case 270: (box[0] + up, box[3] - across)
        default: (box[0] + across, box[1] + up)
        }
    }

    /// The matrix that turns a form against the page, so that it is read upright (clause 12.5.5).
    var uprightMatrix: [Int] {
        switch rotation {
        case 90: [0, 1, -1, 0, 0, 0]
        case 180: [-1, 0, 0, -1, 0, 0]
        case 270: [0, -1, 1, 0, 0, 0]
        default: [1, 0, 0, 1, 0, 0]
        }
    }
}
