/// What a widget annotation takes of a page (ISO 32000-2 clause 12.5).
struct Widget {
    /// Nil where there is none.
    let rectangle: Rectangle?
    private let hasRectangle: Bool
    private let hasLook: Bool
    /// Whether there is nothing to fit a look into, and it is more than an empty stream.
    private let drawsOnNothing: Bool
    private let flags: Int

    init(_ dictionary: PDFDictionary, in snapshot: DocumentSnapshot) throws {
        hasRectangle = dictionary["Rect"] != nil
        rectangle = try Rectangle(dictionary["Rect"], in: snapshot)
        hasLook = Self.looks.contains { dictionary[$0] != nil }
        let isThin = hasRectangle ? rectangle?.isThin ?? false : true
        drawsOnNothing = try isThin && !AppearanceRule.isBlank(dictionary["AP"], in: snapshot)
        flags = try snapshot.resolved(dictionary["F"]).value.integer ?? 0
    }

    /// What a reader draws a widget with.
    private static let looks: [PDFName] = ["AP", "MK", "BS", "Border", "C"]

    /// Signers that ask for a size say "invisible" by a point or less, and draw nothing there: many points with a look
    /// draw anything. A rectangle that cannot be read may be read by others; where it is nothing, some draw a look in the
    /// size that it has by itself.
    var isVisible: Bool {
        if isHidden { return false }
        if drawsOnNothing { return true }
        guard hasRectangle else { return false }
        guard let rectangle else { return true }
        if rectangle.isThin { return false }
        return rectangle.area > 1 || hasLook
    }

    /// Where all that it draws is; nil where that cannot be said.
    var bounds: Rectangle? { drawsOnNothing ? nil : rectangle }

    /// Readers keep flags in 32 bits: what does not fit means one thing here and another there.
    private var isHidden: Bool { (0...Int(Int32.max)).contains(flags) && flags & 2 != 0 }
}
