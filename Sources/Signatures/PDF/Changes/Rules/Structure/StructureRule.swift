/// The structure tree (ISO 32000-2 clause 14.7): tagged documents name new widgets in it. Elements that were there stay;
/// new ones hold new widgets and nothing of the pages.
struct StructureRule {
    private let comparison: Comparison
    private static let judged: Set<PDFName> = ["K", "ParentTree", "ParentTreeNextKey"]
    private let before: PDFValue?
    private let after: PDFValue?

    init(_ comparison: Comparison) throws {
        self.comparison = comparison
        before = try comparison.old.catalogue()["StructTreeRoot"]
        after = try comparison.new.catalogue()["StructTreeRoot"]
    }

    func apply() throws {
        guard before != nil || after != nil, let root = comparison.new.trailer["Root"]?.reference else { return }
        let place = PDFPlace(root)["StructTreeRoot"]
        guard let reference = after?.reference, before == nil || before == after else {
            if try !comparison.isSame(before, after, at: place) { comparison.report(.structure, .structure, at: place) }
            return
        }
        guard comparison.isTouched(reference) || comparison.delta.changed.contains(where: isElement) || isTreeTouched()
        else {
            return
        }
        let tree = try comparison.open(after, at: place, as: .structure)
        guard let new = tree.dictionary else { return comparison.report(.structure, .structure, at: place) }
        try self.root(try comparison.old.dictionary(before) ?? PDFDictionary(), new, at: tree.place)
        for reference in comparison.delta.changed.sorted() where isElement(reference) { try changed(reference) }
    }

    private func isElement(_ reference: PDFReference) -> Bool {
        guard let element = (try? comparison.old.object(reference))?.dictionary else { return false }
        return element["S"]?.name != nil && element["P"]?.reference != nil
    }

    /// Whether a node of the parent tree was changed, though the root was not.
    private func isTreeTouched() -> Bool {
        comparison.delta.changed.contains {
            guard let object = try? comparison.old.object($0) else { return false }
            return object.dictionary?["Nums"] != nil || object.dictionary?["Kids"] != nil
        }
    }

    private func root(_ before: PDFDictionary, _ after: PDFDictionary, at place: PDFPlace) throws {
        let isNew = before.isEmpty
        try comparison.requireSame(
            before, after, at: place,
            except: isNew ? Self.judged.union(["Type", "RoleMap"]) : Self.judged,
            { _ in .structure }, .structure)
        if isNew, let roles = after["RoleMap"], roles.dictionary?.isEmpty != true {
            comparison.report(.structure, .structure, at: place["RoleMap"])
        }
        try children(before["K"], after["K"], at: place["K"])
        try ParentTreeRule(comparison).apply(before["ParentTree"], after["ParentTree"], at: place["ParentTree"])
        if let next = after["ParentTreeNextKey"], next.integer == nil {
            comparison.report(.structure, .structure, at: place["ParentTreeNextKey"])
        }
    }

    private func changed(_ reference: PDFReference) throws {
        guard let before = try comparison.old.object(reference).dictionary, try belongs(reference) else { return }
        guard let after = try comparison.new.object(reference).dictionary else { return }
        comparison.claim(reference, at: PDFPlace(reference), as: .structure)
        let place = PDFPlace(reference)
        try comparison.requireSame(before, after, at: place, except: ["K"], { _ in .structure }, .structure)
        try children(before["K"], after["K"], at: place["K"])
    }

    /// Whether an element hangs in the tree of the old revision.
    private func belongs(_ reference: PDFReference) throws -> Bool {
        var current = reference
        for _ in 0..<PDFLimits.treeDepth {
            guard let parent = try comparison.old.object(current).dictionary?["P"]?.reference else { return false }
            if parent == before?.reference { return true }
            current = parent
        }
        return false
    }

    /// Old children in their order, new ones anywhere between.
    private func children(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard try comparison.isChanged(before, after, at: place) else { return }
        let left = try list(before, in: comparison.old)
        let array = try comparison.new.array(after)
        let opened = array == nil ? nil : try comparison.open(after, at: place, as: .structure)
        var kept = 0
        for (index, item) in (array ?? after.map { [$0] } ?? []).enumerated() {
            let here = opened.map { $0.place[index] } ?? place
            if kept < left.count, try comparison.isSame(left[kept], item, at: here) { kept += 1; continue }
            try ElementRule(comparison).apply(item, at: here)
        }
        if kept < left.count { comparison.report(.structure, .structure, at: place) }
    }

    private func list(_ value: PDFValue?, in snapshot: DocumentSnapshot) throws -> [PDFValue] {
        try snapshot.array(value) ?? (value.map { [$0] } ?? [])
    }
}
