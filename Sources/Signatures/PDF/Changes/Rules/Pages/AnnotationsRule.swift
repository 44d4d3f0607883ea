/// The annotations of a page (ISO 32000-2 clause 12.5.2): those that were there stay, in their order; those that come are
/// widgets of new signature fields, or notes where a certification permits them.
struct AnnotationsRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard try comparison.isChanged(before, after, at: place) else { return }
        let left = try comparison.old.array(before) ?? []
        let list = try comparison.open(after, at: place, as: .annotationList)
        guard let right = list.array ?? (list.object.value.isNull ? [] : nil) else {
            return comparison.report(.annotationChanged, .annotations, at: list.place)
        }
        var kept = 0
        for (index, item) in right.enumerated() {
            if kept < left.count, try comparison.isSame(left[kept], item, at: list.place[index]) {
                kept += 1
            } else {
                try added(item, at: list.place[index])
            }
        }
        // What is left over was removed, or put where it covers another.
        if kept < left.count { comparison.report(.annotationRemoved, .annotations, at: list.place) }
    }

    private func added(_ item: PDFValue, at place: PDFPlace) throws {
        guard case .reference(let reference) = item else {
            return comparison.report(.annotationAdded, .annotations, at: place)
        }
        guard let annotation = try comparison.new.object(reference).dictionary else {
            // Nothing is there, so nothing is shown.
            if try comparison.new.object(reference).value.isNull { return }
            return comparison.report(.annotationAdded, .annotations, at: place)
        }
        if annotation.has("Subtype", "Widget") {
            try widget(reference, annotation, at: place)
        } else {
            comparison.claim(reference, at: place, as: .annotation)
            try NoteRule(comparison).apply(reference, annotation)
        }
    }

    /// The fields say what the widget may be (`NewFieldRule`, `SigningRule`).
    private func widget(_ reference: PDFReference, _ annotation: PDFDictionary, at place: PDFPlace) throws {
        comparison.claim(reference, at: place, as: .field)
        let isOfField = comparison.fields?.new.nodes[reference] != nil
        let isNew = comparison.delta.added.contains(reference)
        let isVisible = try Widget(annotation, in: comparison.new).isVisible
        try CoverRule(comparison).apply(annotation, at: PDFPlace(reference))
        if !isOfField || (!isNew && isVisible) { comparison.report(.annotationAdded, .annotations, at: place) }
    }
}
