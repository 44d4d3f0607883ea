/// The signature dictionary that a field gets (ISO 32000-2 clause 12.8.1): new, in this field alone, and a signature of
/// the revision in which it comes.
struct SignatureValueRule {
    private let comparison: Comparison
    private var used: Set<PDFReference> = []

    init(_ comparison: Comparison) { self.comparison = comparison }

    mutating func apply(_ node: FormNode, at place: PDFPlace, isNew: Bool, isVisible: Bool) throws {
        let value = try comparison.open(node.dictionary["V"], at: place, as: .signature)
        guard let reference = value.reference, let dictionary = value.dictionary else {
            return comparison.report(.signatureWithoutValue, .signing, at: place)
        }
        guard comparison.delta.added.contains(reference), used.insert(reference).inserted else {
            return comparison.report(.signatureReused, .signing, at: place)
        }
        for (key, value) in dictionary.entries { try comparison.claimParts(of: value, at: PDFPlace(reference)[key]) }
        let requirement = ChangeRequirement.signing(field: node.name, isNew: isNew, isVisible: isVisible)
        guard let signed = comparison.signatures[reference] else {
            // What is no signature may stand there where it shows nothing; whoever reads it says what is wrong with it.
            return isVisible
                ? comparison.report(.signatureWithoutValue, .signing, at: place)
                : comparison.report(.signatureField, .signing, at: place, requirement)
        }
        guard signed.revision >= comparison.new.index else {
            return comparison.report(.signatureCoversLess, .signing, at: place)
        }
        let isTimestamp = dictionary.has("Type", "DocTimeStamp") && !isVisible
        comparison.report(
            isTimestamp ? .documentTimestamp : .signatureAdded, .signing, at: place,
            isTimestamp ? .nothing : requirement)
    }
}
