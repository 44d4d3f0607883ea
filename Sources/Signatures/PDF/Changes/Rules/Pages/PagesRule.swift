/// Pages and the nodes of the page tree (ISO 32000-2 clause 7.7.3): a page may get annotations, and nothing else that
/// shows. Every other change to content, resources, boxes or order is refused.
struct PagesRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// `ITXT`: the mark of a producer. The others say how to go through annotations and structure.
    private static let judged: Set<PDFName> = ["Annots", "Tabs", "StructParents", "LastModified", "ITXT"]

    func apply() throws {
        var trees = (try PageTree(comparison.old), try PageTree(comparison.new))
        for reference in try candidates() {
            guard try trees.0.places(of: reference) != nil, let places = try trees.1.places(of: reference),
                let before = try comparison.old.object(reference).dictionary,
                let after = try comparison.new.object(reference).dictionary
            else { continue }
            let isNode = before["Kids"] != nil || after["Kids"] != nil
            for place in places { comparison.claim(reference, at: place, as: isNode ? .pages : .page) }
            if isNode, let root = comparison.new.trailer["Root"]?.reference, places.isEmpty {
                comparison.claim(reference, at: PDFPlace(root)["Pages"], as: .pages)
            }
            try isNode ? node(before, after, at: PDFPlace(reference)) : page(before, after, at: PDFPlace(reference))
        }
    }

    /// What was changed itself, or whose list of annotations is an object that was.
    private func candidates() throws -> [PDFReference] {
        var found: Set<PDFReference> = []
        for reference in comparison.delta.changed {
            guard let object = try? comparison.old.object(reference), !object.isStream else { continue }
            if object.value.array != nil {
                for case (let holder?, [.key("Annots")]) in try referrers(of: reference) { found.insert(holder) }
            } else if object.dictionary?["Parent"] != nil || object.dictionary?.has("Type", "Pages") == true {
                found.insert(reference)
            }
        }
        return found.sorted()
    }

    private func referrers(of reference: PDFReference) throws -> [(holder: PDFReference?, path: [PDFStep])] {
        try comparison.newReferrers.referrers(of: reference)
    }

    private func page(_ before: PDFDictionary, _ after: PDFDictionary, at place: PDFPlace) throws {
        try comparison.requireSame(before, after, at: place, except: Self.judged, Self.subject, .pages)
        for key in ["Tabs", "LastModified", "ITXT"] as [PDFName] where after[key]?.isScalar == false {
            comparison.report(.pageProperties, .pages, at: place[key])
        }
        if before["StructParents"] != after["StructParents"],
            before["StructParents"] != nil || after["StructParents"]?.integer == nil
        {
            comparison.report(.structure, .pages, at: place["StructParents"])
        }
        try AnnotationsRule(comparison).apply(before["Annots"], after["Annots"], at: place["Annots"])
    }

    private static func subject(_ key: PDFName) -> ChangeSubject {
        switch key {
        case "Contents": .pageContent
        case "Resources": .resources
        case "AA": .action
        case "Parent", "Type": .pageReplaced
        default: .pageProperties
        }
    }

    private func node(_ before: PDFDictionary, _ after: PDFDictionary, at place: PDFPlace) throws {
        try comparison.requireSame(
            before, after, at: place, except: ["Kids", "Count", "ITXT"],
            { $0 == "Resources" ? .resources : .pageProperties },
            .pages)
        if after["ITXT"]?.isScalar == false { comparison.report(.pageProperties, .pages, at: place["ITXT"]) }
        let kids = try comparison.isChanged(before["Kids"], after["Kids"], at: place["Kids"])
        guard try kids || !comparison.isSame(before["Count"], after["Count"], at: place["Count"]) else { return }
        let left = try comparison.old.array(before["Kids"]) ?? []
        let right = try comparison.new.array(after["Kids"]) ?? []
        let isAdded = !Set(right).subtracting(left).isEmpty
        let isRemoved = !Set(left).subtracting(right).isEmpty
        if isAdded { comparison.report(.pageAdded, .pages, at: place["Kids"]) }
        if isRemoved { comparison.report(.pageRemoved, .pages, at: place["Kids"]) }
        if !isAdded, !isRemoved { comparison.report(.pageReplaced, .pages, at: place[kids ? "Kids" : "Count"]) }
    }
}
