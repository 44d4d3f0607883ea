/// The signature dictionary that a field gets (ISO 32000-2 clause 12.8.1): new, in this field alone, and a signature of
/// the revision in which it comes.
struct SignatureValueRule {
    private let comparison: Comparison
    private var used: Set<PDFReference> = []

    init(_ comparison: Comparison) { self.comparison = comparison }

    mutating func apply(_ node: FormNode, at place: PDFPlace, isNew: Bool, isVisible: Bool) throws {
        if let reference = node.dictionary["V"]?.reference { comparison.claim(reference, at: place, as: .signature) }
        let value: Comparison.Opened
        do {
            value = try comparison.open(node.dictionary["V"], at: place, as: .signature)
        } catch is PDFError {
            // Two equal keys, as an old iText writes: no signature, which shows nothing unless the field does.
            return withoutSignature(node, at: place, isNew: isNew, isVisible: isVisible)
        }
        guard let reference = value.reference, let dictionary = value.dictionary else {
            return comparison.report(.signatureWithoutValue, .signing, at: place)
        }
        guard comparison.delta.added.contains(reference), used.insert(reference).inserted else {
            return comparison.report(.signatureReused, .signing, at: place)
        }
        for (key, value) in dictionary.entries { try comparison.claimParts(of: value, at: PDFPlace(reference)[key]) }
        let requirement = ChangeRequirement.signing(field: node.name, isNew: isNew, isVisible: isVisible)
        guard let signed = comparison.signatures[reference] else {
            return withoutSignature(node, at: place, isNew: isNew, isVisible: isVisible)
        }
        guard signed.revision >= comparison.new.index else {
            return comparison.report(.signatureCoversLess, .signing, at: place)
        }
        let isTimestamp = dictionary.has("Type", "DocTimeStamp") && !isVisible
        comparison.report(
            isTimestamp ? .documentTimestamp : .signatureAdded, .signing, at: place,
            isTimestamp ? .nothing : requirement)
    }

    /// What is no signature may stand there where it shows nothing; whoever reads it says what is wrong with it.
    private func withoutSignature(_ node: FormNode, at place: PDFPlace, isNew: Bool, isVisible: Bool) {
        if isVisible { return comparison.report(.signatureWithoutValue, .signing, at: place) }
        comparison.report(
            .signatureField, .signing, at: place, .signing(field: node.name, isNew: isNew, isVisible: false))
    }
}
