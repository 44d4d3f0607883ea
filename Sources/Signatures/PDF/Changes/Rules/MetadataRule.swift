/// The document's metadata stream (ISO 32000-2 clause 14.3.2) may be written anew: it is XML, and no page.
struct MetadataRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard try comparison.isChanged(before, after, at: place) else { return }
        let metadata = try comparison.open(after, at: place, as: .metadata)
        guard !metadata.object.value.isNull else { return comparison.report(.metadata, .metadata, at: place, .nothing) }
        try comparison.claimParts(of: metadata.object.value, at: metadata.place)
        // A stream whose data are in another file has /F (clause 7.3.8.2).
        let dictionary = metadata.object.dictionary ?? PDFDictionary()
        let isMetadata =
            metadata.object.isStream && dictionary.has("Type", "Metadata") && dictionary.has("Subtype", "XML")
            && dictionary["F"] == nil
        comparison.report(.metadata, .metadata, at: metadata.place, isMetadata ? .nothing : .impossible)
    }
}
