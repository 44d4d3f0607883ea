/// The information dictionary (ISO 32000-2 clause 14.3.3) may be written anew: it is texts and dates, and no page.
struct InformationRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard try comparison.isChanged(before, after, at: place) else { return }
        let information = try comparison.open(after, at: place, as: .information)
        for (key, value) in information.dictionary?.entries ?? [:] {
            let entry = try comparison.open(value, at: information.place[key], as: .information)
            if entry.object.isStream || !entry.object.value.isScalar {
                comparison.report(.information, .information, at: information.place[key])
            }
        }
        let isDictionary = information.object.value.isNull || information.dictionary != nil
        comparison.report(.information, .information, at: information.place, isDictionary ? .nothing : .impossible)
    }
}
