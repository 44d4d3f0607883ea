/// A new structure element (ISO 32000-2 table 355): it holds new widgets, by object references (table 358), or other
/// new elements. It says nothing of the content of pages.
struct ElementRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private static let keys: Set<PDFName> = ["Type", "S", "P", "K", "Pg", "A", "NS", "ID", "T", "Lang", "Alt"]

    func apply(_ value: PDFValue, at place: PDFPlace, depth: Int = 0) throws {
        let element = try comparison.open(value, at: place, as: .structure)
        guard depth < PDFLimits.treeDepth, let dictionary = element.dictionary,
            element.reference.map(comparison.delta.added.contains) ?? true
        else { return comparison.report(.structure, .structure, at: place) }
        guard comparison.isFirst(.element, at: element.reference) else { return }
        if dictionary.has("Type", "OBJR") { return try objectReference(dictionary, at: element.place) }
        for key in dictionary.keys where !Self.keys.contains(key) {
            comparison.report(.structure, .structure, at: element.place[key])
        }
        try comparison.claimParts(of: dictionary["A"], at: element.place["A"])
        guard let kids = dictionary["K"] else { return }
        guard let items = try comparison.new.array(kids) else {
            return try apply(kids, at: element.place["K"], depth: depth + 1)
        }
        let list = try comparison.open(kids, at: element.place["K"], as: .structure)
        for (index, item) in items.enumerated() { try apply(item, at: list.place[index], depth: depth + 1) }
    }

    private func objectReference(_ dictionary: PDFDictionary, at place: PDFPlace) throws {
        let widget = dictionary["Obj"]?.reference
        guard let widget, comparison.fields?.new.nodes[widget] != nil || isNewAnnotation(widget) else {
            return comparison.report(.structure, .structure, at: place["Obj"])
        }
    }

    private func isNewAnnotation(_ reference: PDFReference) -> Bool { comparison.roles(of: reference) == [.annotation] }
}
