/// The extensions dictionary (ISO 32000-2 clause 7.12) names what a file makes use of; nothing is shown of it.
struct ExtensionsRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard try comparison.isChanged(before, after, at: place) else { return }
        let isHarmless = try examine(after, at: place, depth: 0)
        comparison.report(.extensions, .extensions, at: place, isHarmless ? .nothing : .impossible)
    }

    /// A developer's dictionary, or an array of them, under each prefix.
    private func examine(_ value: PDFValue?, at place: PDFPlace, depth: Int) throws -> Bool {
        let opened = try comparison.open(value, at: place, as: .extensions)
        guard depth < 4, !opened.object.isStream else { return false }
        guard comparison.isFirst(.extensions, at: opened.reference) else { return true }
        switch opened.object.value {
        case .dictionary(let dictionary):
            return try dictionary.entries.allSatisfy {
                try examine($0.value, at: opened.place[$0.key], depth: depth + 1)
            }
        case .array(let items):
            return try items.enumerated().allSatisfy {
                try examine($0.element, at: opened.place[$0.offset], depth: depth + 1)
            }
        default: return true
        }
    }
}
