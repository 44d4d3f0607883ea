/// A field that was not there: a signature field with its widgets, and nothing else (ISO 32000-2 clause 12.7.5.5).
struct NewFieldRule {
    private let comparison: Comparison
    private let node: FormNode
    private let tree: FieldTree
    private let isNewOwner: Bool

    init(_ comparison: Comparison, _ node: FormNode, tree: FieldTree, isNewOwner: Bool) {
        self.comparison = comparison
        self.node = node
        self.tree = tree
        self.isNewOwner = isNewOwner
    }

    /// Keys whose values are looked at elsewhere, or describe the look of a signature field that nobody has signed.
    private static let allowed: Set<PDFName> = [
        "Type", "Subtype", "FT", "T", "TU", "TM", "Ff", "F", "V", "Rect", "P", "AP", "AS", "Kids", "Parent",
        "StructParent",
        "DA", "DR", "Q", "H", "M", "NM", "MK", "BS", "Border", "C", "Lock", "SV",
    ]

    func apply(_ values: inout SignatureValueRule) throws {
        let place = PDFPlace(node.reference)
        guard comparison.delta.added.contains(node.reference), isNewOwner, node.type == "Sig" || isGroup else {
            return comparison.report(.fieldAdded, .fields, at: place)
        }
        // Whatever stands on a page is drawn as what it says it is.
        if node.dictionary["Rect"] != nil || node.dictionary["Subtype"] != nil,
            !node.dictionary.has("Subtype", "Widget")
        {
            comparison.report(.fieldAdded, .fields, at: place["Subtype"])
        }
        for (key, value) in node.dictionary.entries where !Self.allowed.contains(key) && !value.isScalar {
            comparison.report(.fieldAdded, .fields, at: place[key])
        }
        for key in ["DA", "DR", "MK", "BS", "Border", "C", "Lock", "SV", "Rect", "T", "TU", "FT"] as [PDFName] {
            try comparison.claimParts(of: node.dictionary[key], at: place[key])
        }
        try AppearanceRule(comparison).apply(PDFDictionary(), node.dictionary, at: place)
        try CoverRule(comparison).apply(node.dictionary, at: place)
        if node.isField, !isGroup { try judge(&values, at: place) }
    }

    /// A node that only holds new fields together.
    private var isGroup: Bool {
        node.type == nil && node.dictionary["Rect"] == nil && node.dictionary["V"] == nil
            && node.dictionary["AP"] == nil
            && tree.groups.contains(node.reference)
    }

    /// Whether a reader draws a border or a ground by itself.
    private static func isDecorated(_ widget: PDFDictionary) -> Bool {
        if let decoration = widget["MK"], decoration.dictionary?.isEmpty != true { return true }
        return (["BS", "Border", "C"] as [PDFName]).contains { widget[$0] != nil }
    }

    private func judge(_ values: inout SignatureValueRule, at place: PDFPlace) throws {
        let widgets = tree.nodes(of: node.reference)
        let isVisible = try widgets.contains { try Widget($0.dictionary, in: comparison.new).isVisible }
        let shows = try widgets.contains {
            try isVisible
                && (!AppearanceRule.isBlank($0.dictionary["AP"], in: comparison.new) || Self.isDecorated($0.dictionary))
        }
        guard node.dictionary["V"] != nil else {
            let requirement = ChangeRequirement.signing(field: node.name, isNew: true, isVisible: isVisible)
            // An empty field may wait for its signer, but what it shows now nobody has signed.
            return shows
                ? comparison.report(.signatureWithoutValue, .fields, at: place)
                : comparison.report(.signatureField, .fields, at: place, requirement)
        }
        try values.apply(node, at: place["V"], isNew: true, isVisible: isVisible)
    }
}
