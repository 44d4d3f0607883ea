/// A new annotation where a certification permits them (DocMDP P 3): only kinds that the reader draws itself and that
/// cover nothing. Whatever brings a look of its own can imitate the document ("evil annotation", Attacks on PDF
/// Certification, 2021): FreeText, Stamp, Ink, Redact, Watermark, shapes and links are refused, and so is any /AP.
struct NoteRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// Lines through and under text can be white, thick and many: they hide what they mark.
    private static let kinds: Set<PDFName> = ["Text", "Popup"]
    /// ISO 32000-2 tables 166, 172 and 175 to 179, without appearances, actions, layers and files.
    private static let keys: Set<PDFName> = [
        "Type", "Subtype", "Rect", "Contents", "P", "NM", "M", "F", "C", "CA", "T", "Popup", "RC", "CreationDate",
        "IRT", "Subj",
        "RT", "Open", "Name", "State", "StateModel", "Parent", "QuadPoints", "Border", "Lang",
    ]

    func apply(_ reference: PDFReference, _ annotation: PDFDictionary) throws {
        let place = PDFPlace(reference)
        let isKnown = annotation["Subtype"]?.name.map(Self.kinds.contains) ?? false
        var isHarmless = isKnown && comparison.delta.added.contains(reference)
        for (key, value) in annotation.entries where !Self.keys.contains(key) && !value.isScalar { isHarmless = false }
        for key in ["Rect", "C", "QuadPoints", "Border", "RC", "Contents"] as [PDFName] {
            try comparison.claimParts(of: annotation[key], at: place[key])
        }
        for key in ["Popup", "IRT"] as [PDFName] {
            if let other = annotation[key]?.reference { comparison.claim(other, at: place[key], as: .annotation) }
        }
        if let parent = annotation["Parent"]?.reference {
            comparison.claim(parent, at: place["Parent"], as: .annotation)
        }
        comparison.report(.annotationAdded, .annotations, at: place, isHarmless ? .annotating : .impossible)
    }
}
