/// The interactive form (ISO 32000-2 clause 12.7.3). Signing may make one, and adds fields, flags and resources to it.
struct FormRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private static let judged: Set<PDFName> = ["Fields", "SigFlags", "DA", "DR", "NeedAppearances"]

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard before != nil || after != nil else { return }
        let left = try comparison.old.dictionary(before) ?? PDFDictionary()
        let form = try comparison.open(after, at: place, as: .form)
        guard let right = form.dictionary else { return comparison.report(.form, .form, at: place) }
        let trees = (
            try FieldTree(comparison.old, form: left, at: PDFPlace(before?.reference)),
            try FieldTree(comparison.new, form: right, at: form.place)
        )
        comparison.fields = trees
        try comparison.requireSame(left, right, at: form.place, except: Self.judged, { _ in .form }, .form)
        try flags(left["SigFlags"], right["SigFlags"], at: form.place["SigFlags"])
        let needsAppearances = try appearances(left, right, trees.0, at: form.place["NeedAppearances"])
        let isDrawn = needsAppearances || Self.drawsFields(trees.0)
        if left["DA"] != right["DA"], isDrawn || left["DA"] != nil || right["DA"]?.string == nil {
            comparison.report(.form, .form, at: form.place["DA"])
        }
        try resources(left["DR"], right["DR"], at: form.place["DR"], mayAdd: !isDrawn)
        let list = try comparison.open(right["Fields"], at: form.place["Fields"], as: .fieldList)
        if list.array == nil, !list.object.value.isNull { comparison.report(.form, .form, at: list.place) }
        try FieldsRule(comparison, old: trees.0, new: trees.1).apply()
    }

    /// Whether readers draw fields by themselves, with what the form says: those that have no look of their own.
    private static func drawsFields(_ tree: FieldTree) -> Bool {
        tree.nodes.values.contains {
            $0.type != "Sig" && $0.dictionary["Rect"] != nil && $0.dictionary["AP"] == nil
        }
    }

    /// Flags are only ever set.
    private func flags(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard before != after else { return }
        let left = try comparison.old.resolved(before).value.integer ?? 0
        let right = try comparison.open(after, at: place, as: .part).object.value.integer ?? -1
        guard right >= 0, right & left == left else { return comparison.report(.form, .form, at: place) }
    }

    /// Whether readers draw the fields themselves decides what they show: it stays, unless only signatures are there.
    private func appearances(_ before: PDFDictionary, _ after: PDFDictionary, _ tree: FieldTree, at place: PDFPlace)
        throws -> Bool
    {
        let left = try comparison.old.resolved(before["NeedAppearances"]).value.boolean ?? false
        let right = try comparison.open(after["NeedAppearances"], at: place, as: .part).object.value.boolean ?? false
        if left != right, right || tree.nodes.values.contains(where: { $0.type != "Sig" }) {
            comparison.report(.form, .form, at: place)
        }
        return left || right
    }

    /// Resources may be added under names that were not there, and only where readers do not draw fields with them.
    private func resources(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace, mayAdd: Bool) throws {
        let resources = try comparison.open(after, at: place, as: .part)
        let left = try comparison.old.dictionary(before) ?? PDFDictionary()
        let right = resources.dictionary ?? PDFDictionary()
        for category in Set(left.keys).union(right.keys).sorted() {
            let here = resources.place[category]
            if let old = try comparison.old.dictionary(left[category]) {
                let new = try comparison.open(right[category], at: here, as: .part)
                for (name, value) in old.entries
                where try !comparison.isSame(value, new.dictionary?[name], at: new.place[name]) {
                    comparison.report(category == "Font" ? .font : .resources, .form, at: new.place[name])
                }
                try additions(old, new.dictionary ?? PDFDictionary(), at: new.place, mayAdd: mayAdd)
            } else if left[category] != nil {
                // /ProcSet, an array that says nothing any more.
                try comparison.claimParts(of: right[category], at: here)
            } else {
                let new = try comparison.open(right[category], at: here, as: .part)
                try additions(PDFDictionary(), new.dictionary ?? PDFDictionary(), at: new.place, mayAdd: mayAdd)
            }
        }
    }

    private func additions(_ before: PDFDictionary, _ after: PDFDictionary, at place: PDFPlace, mayAdd: Bool) throws {
        for (name, value) in after.entries where before[name] == nil {
            guard mayAdd else { comparison.report(.resources, .form, at: place[name]); continue }
            try comparison.claimParts(of: value, at: place[name])
        }
    }
}
