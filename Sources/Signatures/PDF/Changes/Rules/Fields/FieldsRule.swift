/// The fields of the form, one by one: those that were there by their type, those that came by `NewFieldRule`.
struct FieldsRule {
    private let comparison: Comparison
    private let old: FieldTree
    private let new: FieldTree

    init(_ comparison: Comparison, old: FieldTree, new: FieldTree) {
        self.comparison = comparison
        self.old = old
        self.new = new
    }

    func apply() throws {
        coverage()
        irregular()
        for reference in old.order where new.nodes[reference] == nil {
            comparison.report(.fieldRemoved, .fields, object: reference)
        }
        var values = SignatureValueRule(comparison)
        for reference in new.order {
            guard let node = new.nodes[reference] else { continue }
            // The list of kids may be an object of its own.
            if let list = node.parent.flatMap({ new.nodes[$0] })?.dictionary["Kids"]?.reference,
                let parent = node.parent
            {
                comparison.claim(list, at: PDFPlace(parent)["Kids"], as: .fieldList)
            }
            comparison.claim(reference, at: node.place, as: .field)
            if let before = old.nodes[reference] {
                try examine(before, node, &values)
            } else {
                try NewFieldRule(comparison, node, tree: new, isNewOwner: old.nodes[node.owner] == nil).apply(&values)
            }
        }
    }

    private func examine(_ before: FormNode, _ after: FormNode, _ values: inout SignatureValueRule) throws {
        guard before.name == after.name, before.type == after.type, before.owner == after.owner,
            before.parent == after.parent, before.flags == after.flags
        else { return comparison.report(.fieldProperties, .fields, object: after.reference) }
        guard try isTouched(before, after) else { return }
        try kids(before, after)
        switch before.type {
        case "Sig": try SigningRule(comparison, old: old, new: new).apply(before, after, &values)
        default: try FillingRule(comparison, old: old, new: new).apply(before, after)
        }
    }

    /// Whether the node, its value or its appearance was changed.
    private func isTouched(_ before: FormNode, _ after: FormNode) throws -> Bool {
        if comparison.delta.changed.contains(after.reference) { return true }
        guard !comparison.delta.changed.isEmpty else { return false }
        var waiting = [after.dictionary["V"], after.dictionary["AP"], after.dictionary["Kids"]].compactMap { $0 }
        // /AP, its three kinds, their states.
        for _ in 0..<3 {
            var next: [PDFValue] = []
            for value in waiting {
                var found: [PDFReference] = []
                value.forEachTarget { found.append($0) }
                if found.contains(where: { comparison.delta.changed.contains($0) && new.nodes[$0] == nil }) {
                    return true
                }
                for reference in found where new.nodes[reference] == nil {
                    let object = try comparison.new.object(reference)
                    if !object.isStream, object.dictionary?["N"] != nil || object.value.array != nil {
                        next.append(object.value)
                    }
                }
            }
            waiting = next
        }
        return false
    }

    /// What was there stays; what is added to a group of fields is judged as a new field. A field that has none of its
    /// own does not become a group.
    private func kids(_ before: FormNode, _ after: FormNode) throws {
        let place = PDFPlace(after.reference)["Kids"]
        let left = try comparison.old.array(before.dictionary["Kids"]) ?? []
        guard after.dictionary["Kids"] != nil || before.dictionary["Kids"] != nil else { return }
        guard let right = try comparison.new.array(after.dictionary["Kids"]) else {
            return comparison.report(left.isEmpty ? .fieldProperties : .fieldRemoved, .fields, at: place)
        }
        if !left.allSatisfy(Set(right).contains) { comparison.report(.fieldRemoved, .fields, at: place) }
        let wasGroup = old.groups.contains(before.reference)
        if !wasGroup, !right.allSatisfy(Set(left).contains) { comparison.report(.fieldAdded, .fields, at: place) }
    }

    /// Fields that are no references, or named twice, stay as they were.
    private func irregular() {
        let known = Set(old.irregular.map(\.value))
        for item in new.irregular where !known.contains(item.value) {
            comparison.report(.fieldAdded, .fields, at: item.place)
        }
    }

    /// A signature is a field of the revision that it covers; where its field came later, it covers something else.
    private func coverage() {
        for (reference, signed) in comparison.signatures {
            guard signed.revision < comparison.new.index else { continue }
            let field = signed.signature.field
            if old.nodes[field] == nil, new.nodes[field] != nil, signed.revision <= comparison.old.index {
                comparison.report(.signatureNotCovered, .fields, object: field)
            } else if old.nodes[field] != nil, new.nodes[field]?.dictionary["V"]?.reference != reference,
                old.nodes[field]?.dictionary["V"]?.reference == reference
            {
                comparison.report(.signatureChanged, .fields, at: PDFPlace(field)["V"])
            }
        }
    }
}
