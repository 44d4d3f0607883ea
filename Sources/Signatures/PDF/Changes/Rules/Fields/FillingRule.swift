/// A text, choice or button field that was there (ISO 32000-2 clauses 12.7.5.2 to 12.7.5.4): it may be given a value, and
/// the look that shows it. A look of its own, without a value, is how text is swapped.
struct FillingRule {
    private let comparison: Comparison
    private let old: FieldTree
    private let new: FieldTree

    init(_ comparison: Comparison, old: FieldTree, new: FieldTree) {
        self.comparison = comparison
        self.old = old
        self.new = new
    }

    private static let judged: Set<PDFName> = ["V", "AP", "AS", "I", "TI", "RV", "M", "MK", "Kids"]

    func apply(_ before: FormNode, _ after: FormNode) throws {
        let place = PDFPlace(after.reference)
        try comparison.requireSame(
            before.dictionary, after.dictionary, at: place, except: Self.judged, { _ in .fieldProperties }, .filling)
        if let list = after.dictionary["Kids"]?.reference { comparison.claim(list, at: place["Kids"], as: .fieldList) }
        let isFilled = try isFilled(after.owner)
        try decoration(before, after, at: place["MK"])
        for key in ["V", "I", "TI", "RV"] as [PDFName] where after.isField {
            try value(key, before, after, isFilled: isFilled, at: place[key])
        }
        if isFilled, after.isField { try filled(before, after, at: place["V"]) }
        try look(before, after, isFilled: isFilled, at: place)
    }

    private func isFilled(_ owner: PDFReference) throws -> Bool {
        guard let left = old.nodes[owner], let right = new.nodes[owner] else { return false }
        // From nothing to an empty text is no filling that a new look could come with.
        if try isEmpty(left.dictionary["V"], in: comparison.old), try isEmpty(right.dictionary["V"], in: comparison.new)
        {
            return false
        }
        return try comparison.isChanged(left.dictionary["V"], right.dictionary["V"], at: PDFPlace(owner)["V"])
    }

    private func filled(_ before: FormNode, _ after: FormNode, at place: PDFPlace) throws {
        let overwrites = try !isEmpty(value(of: before), in: comparison.old) || showsSomething(before)
        guard !after.isPushButton, !before.isReadOnly, after.type != nil else {
            return comparison.report(.fieldValue, .filling, at: place)
        }
        comparison.report(
            overwrites ? .fieldValueReplaced : .fieldValue, .filling, at: place,
            .filling(field: after.name, overwrites: overwrites))
        // Readers also draw a value without a look, and states that were prepared; both may cover the page.
        for widget in new.nodes(of: after.reference) {
            try CoverRule(comparison).apply(widget.dictionary, at: PDFPlace(widget.reference))
        }
    }

    /// A field's value, own or inherited.
    private func value(of node: FormNode) -> PDFValue? {
        var node: FormNode? = node
        for _ in 0..<PDFLimits.treeDepth {
            if let value = node?.dictionary["V"] { return value }
            node = node?.parent.flatMap { old.nodes[$0] }
        }
        return nil
    }

    /// Whether a text field without a value shows one all the same.
    private func showsSomething(_ field: FormNode) throws -> Bool {
        guard field.type != "Btn" else { return false }
        return try old.nodes(of: field.reference).contains {
            try !AppearanceRule.isBlank($0.dictionary["AP"], in: comparison.old)
        }
    }

    private func isEmpty(_ value: PDFValue?, in snapshot: DocumentSnapshot) throws -> Bool {
        switch try snapshot.resolved(value).value {
        case .null: true
        case .string(let text): text.isEmpty || text == [0xFE, 0xFF]
        case .name(let state): state == "Off"
        case .array(let items): items.isEmpty
        default: false
        }
    }

    /// Texts, names, and streams of text; nothing that a reader would act on.
    private func value(
        _ key: PDFName, _ before: FormNode, _ after: FormNode, isFilled: Bool, at place: PDFPlace
    ) throws {
        guard try comparison.isChanged(before.dictionary[key], after.dictionary[key], at: place) else { return }
        // What is chosen, where a list begins, how a text is set: only together with another value.
        if !isFilled, key != "V" { comparison.report(.fieldProperties, .filling, at: place) }
        let value = try comparison.open(after.dictionary[key], at: place, as: .part)
        try comparison.claimParts(of: value.object.value, at: value.place)
        if value.dictionary != nil { comparison.report(.fieldValue, .filling, at: place) }
    }

    /// Acrobat writes an empty one.
    private func decoration(_ before: FormNode, _ after: FormNode, at place: PDFPlace) throws {
        guard try comparison.isChanged(before.dictionary["MK"], after.dictionary["MK"], at: place) else { return }
        let isEmpty = before.dictionary["MK"] == nil && after.dictionary["MK"]?.dictionary?.isEmpty == true
        if !isEmpty { comparison.report(.fieldProperties, .filling, at: place) }
    }

    private func look(_ before: FormNode, _ after: FormNode, isFilled: Bool, at place: PDFPlace) throws {
        let isButton = after.type == "Btn"
        let reported = comparison.changes.count
        if try isLookChanged(before, after, at: place["AP"]) {
            // A button shows the states that it has.
            guard isFilled, !isButton else { return comparison.report(.fieldAppearance, .filling, at: place["AP"]) }
            try AppearanceRule(comparison).apply(before.dictionary, after.dictionary, at: place, isText: true)
        }
        guard comparison.changes.count == reported, before.dictionary["AS"] != after.dictionary["AS"] else { return }
        let states = try comparison.new.dictionary(try comparison.new.dictionary(after.dictionary["AP"])?["N"])
        let state = after.dictionary["AS"]?.name
        let isKnown = state == nil || state == "Off" || state.flatMap { states?[$0] } != nil
        guard isFilled, isKnown else { return comparison.report(.fieldAppearance, .filling, at: place["AS"]) }
    }

    private func isLookChanged(_ before: FormNode, _ after: FormNode, at place: PDFPlace) throws -> Bool {
        if try comparison.isChanged(before.dictionary["AP"], after.dictionary["AP"], at: place) { return true }
        guard let looks = try comparison.new.dictionary(after.dictionary["AP"]) else { return false }
        for look in looks.entries.values {
            if let reference = look.reference, comparison.delta.changed.contains(reference) { return true }
            for state in try comparison.new.dictionary(look)?.entries.values ?? [:].values {
                if let reference = state.reference, comparison.delta.changed.contains(reference),
                    try comparison.new.object(reference).isStream
                {
                    return true
                }
            }
        }
        return false
    }
}
