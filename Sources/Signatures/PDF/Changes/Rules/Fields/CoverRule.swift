/// A widget that gets a look must leave most of its page to be seen: a field over the whole page, empty when it was
/// signed, is how a page is exchanged under its signature ("shadow replace").
struct CoverRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// Points; the size that is assumed where a page states none.
    private static let usualPage = 595.0 * 842.0

    func apply(_ widget: PDFDictionary, on page: PDFValue?, at place: PDFPlace) throws {
        let shape = try Widget(widget, in: comparison.new)
        guard shape.isVisible, let rectangle = shape.rectangle else { return }
        let area = try self.area(of: page) ?? Self.usualPage
        if rectangle.area > area * ChangeLimits.coveredShareOfPage {
            comparison.report(.signatureCoversPage, .fields, at: place["Rect"])
        }
    }

    /// The visible part of a page; inherited (ISO 32000-2 clause 7.7.3.4).
    private func area(of page: PDFValue?) throws -> Double? {
        var holder = try comparison.new.dictionary(page)
        for _ in 0..<PDFLimits.treeDepth {
            guard let dictionary = holder else { return nil }
            let box = try Rectangle(dictionary["CropBox"] ?? dictionary["MediaBox"], in: comparison.new)
            if let box, box.area > 0 { return box.area }
            holder = try comparison.new.dictionary(dictionary["Parent"])
        }
        return nil
    }
}
