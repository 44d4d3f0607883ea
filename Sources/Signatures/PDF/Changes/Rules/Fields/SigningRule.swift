/// A signature field that was there. A signed one stays as it was; an empty one may be signed, once.
struct SigningRule {
    private let comparison: Comparison
    private let old: FieldTree
    private let new: FieldTree

    init(_ comparison: Comparison, old: FieldTree, new: FieldTree) {
        self.comparison = comparison
        self.old = old
        self.new = new
    }

    private static let judged: Set<PDFName> = [
        "V", "AP", "AS", "F", "MK", "DA", "DR", "M", "NM", "Type", "StructParent", "P", "Kids",
    ]
    /// Print, ReadOnly, Locked, LockedContents: what signers set on the field that they sign.
    private static let flags = 4 | 64 | 128 | 512

    func apply(_ before: FormNode, _ after: FormNode, _ values: inout SignatureValueRule) throws {
        let place = PDFPlace(after.reference)
        let owner = (old.nodes[after.owner] ?? before, new.nodes[after.owner] ?? after)
        let wasSigned = owner.0.dictionary["V"] != nil
        let isSigned = owner.1.dictionary["V"] != nil
        guard !wasSigned, isSigned else {
            let isSame = try comparison.requireSame(
                before.dictionary, after.dictionary, at: place, except: ["Kids"],
                { $0 == "AP" ? .signatureAppearance : wasSigned ? .signatureChanged : .fieldProperties }, .signing)
            if isSame { try kids(after, at: place) }
            return
        }
        try comparison.requireSame(
            before.dictionary, after.dictionary, at: place, except: Self.judged, { _ in .fieldProperties }, .signing)
        try kids(after, at: place)
        for key in ["DA", "DR", "MK"] as [PDFName] {
            try comparison.claimParts(of: after.dictionary[key], at: place[key])
        }
        try flags(before, after, at: place["F"])
        try page(before, after, at: place["P"])
        try AppearanceRule(comparison).apply(before.dictionary, after.dictionary, at: place)
        try CoverRule(comparison).apply(after.dictionary, at: place)
        guard after.isField else { return }
        // A timestamp is written into an empty field as any other signature: it may fill it with a look.
        let widgets = new.nodes(of: after.reference)
        let isVisible = try widgets.contains { try Widget($0.dictionary, in: comparison.new).isVisible }
        try values.apply(after, at: place["V"], isNew: false, isVisible: isVisible)
    }

    private func kids(_ after: FormNode, at place: PDFPlace) throws {
        guard let list = after.dictionary["Kids"]?.reference else { return }
        comparison.claim(list, at: place["Kids"], as: .fieldList)
    }

    private func flags(_ before: FormNode, _ after: FormNode, at place: PDFPlace) throws {
        let left = try comparison.old.resolved(before.dictionary["F"]).value.integer ?? 0
        let right = try comparison.new.resolved(after.dictionary["F"]).value.integer ?? 0
        if (left ^ right) & ~Self.flags != 0 { comparison.report(.fieldProperties, .signing, at: place) }
    }

    /// The page that holds it may be named where it was not.
    private func page(_ before: FormNode, _ after: FormNode, at place: PDFPlace) throws {
        guard before.dictionary["P"] != after.dictionary["P"] else { return }
        let page = try comparison.new.dictionary(after.dictionary["P"])
        let annotations = try comparison.new.array(page?["Annots"]) ?? []
        if before.dictionary["P"] != nil || !annotations.contains(.reference(after.reference)) {
            comparison.report(.fieldProperties, .signing, at: place)
        }
    }
}
