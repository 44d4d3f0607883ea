/// A widget that gets a look must leave most of its page to be seen: a field over the whole page, empty when it was
/// signed, is how a page is exchanged under its signature ("shadow replace").
struct CoverRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// Points; the size that is assumed where a page states none.
    private static let usualPage = 595.0 * 842.0

    /// - Parameter widget: an object of the new revision, at its place.
    func apply(_ widget: PDFDictionary, at place: PDFPlace) throws {
        guard comparison.isFirst(.cover, at: place.holder) else { return }
        let shape = try Widget(widget, in: comparison.new)
        guard shape.isVisible else { return }
        guard let rectangle = shape.bounds else {
            return comparison.report(.signatureCoversPage, .fields, at: place["Rect"])
        }
        guard try hasBoxes(widget["AP"]) else {
            return comparison.report(.signatureCoversPage, .fields, at: place["AP"])
        }
        for page in try pages(showing: place.holder, named: widget["P"]) {
            let area = try comparison.area(of: page, or: self.area)
            // Several that stand side by side cover as much as one.
            let share = comparison.cover(page, by: place.holder, share: rectangle.area / area)
            if share > ChangeLimits.coveredShareOfPage {
                comparison.report(.signatureCoversPage, .fields, at: place["Rect"])
            }
        }
    }

    /// Whether each look says how large it is (ISO 32000-2 table 93): without that, some readers fit nothing and cut
    /// nothing off, and any point shows a whole page.
    private func hasBoxes(_ appearances: PDFValue?) throws -> Bool {
        guard let looks = try comparison.new.dictionary(appearances) else { return true }
        for value in looks.entries.values where !value.isScalar {
            let look = try comparison.new.resolved(value)
            let states =
                look.isStream
                ? [look] : try (look.dictionary?.entries.values ?? [:].values).map(comparison.new.resolved)
            for state in states where state.isStream {
                if try Rectangle(state.dictionary?["BBox"], in: comparison.new) == nil { return false }
            }
        }
        return true
    }

    /// The pages whose lists of annotations name a widget, whatever page it names itself.
    private func pages(showing widget: PDFReference?, named page: PDFValue?) throws -> Set<PDFReference?> {
        var found: Set<PDFReference?> = []
        guard let widget else { return [page?.reference] }
        for (holder, path) in try comparison.newReferrers.referrers(of: widget) {
            if path.count == 2, path[0] == .key("Annots") { found.insert(holder) }
            guard path.count == 1, case .item = path[0], let holder else { continue }
            found.formUnion(try comparison.newReferrers.pages(listing: holder))
        }
        return found.isEmpty ? [page?.reference] : found
    }

    /// The visible part of a page, by boxes that it may inherit (ISO 32000-2 clauses 7.7.3.4 and 14.11.2).
    private func area(of page: PDFReference?) throws -> Double {
        var boxes: [PDFName: Rectangle] = [:]
        var holder = try page.flatMap { try comparison.new.object($0).dictionary }
        for _ in 0..<PDFLimits.treeDepth {
            guard let dictionary = holder else { break }
            for key in ["MediaBox", "CropBox"] as [PDFName] where boxes[key] == nil {
                boxes[key] = try Rectangle(dictionary[key], in: comparison.new)
            }
            holder = try comparison.new.dictionary(dictionary["Parent"])
        }
        guard let medium = boxes["MediaBox"], !medium.isThin else { return Self.usualPage }
        // A crop box that leaves nothing is none.
        return (boxes["CropBox"].flatMap(medium.intersection) ?? medium).area
    }
}
