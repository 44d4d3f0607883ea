/// The parent tree (ISO 32000-2 clause 14.7.5.4): entries that were there stay, new ones lead to structure elements.
struct ParentTreeRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private struct Entry {
        let value: PDFValue
        let place: PDFPlace
    }

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        var left: [Int: Entry] = [:]
        var right: [Int: Entry] = [:]
        try read(before, at: place, from: comparison.old, into: &left) { _, _ in }
        try read(after, at: place, from: comparison.new, into: &right) { reference, place in
            comparison.claim(reference, at: place, as: .structure)
        }
        for (key, entry) in left {
            guard let new = right[key], try comparison.isSame(entry.value, new.value, at: new.place) else {
                comparison.report(.structure, .structure, at: right[key]?.place ?? place)
                continue
            }
        }
        for (key, entry) in right where left[key] == nil { try added(entry) }
    }

    private func added(_ entry: Entry) throws {
        let opened = try comparison.open(entry.value, at: entry.place, as: .structure)
        if opened.dictionary?["S"] != nil || opened.object.value.isNull { return }
        guard comparison.isFirst(.parentTree, at: opened.reference) else { return }
        guard let items = opened.array,
            try items.allSatisfy({ item in
                let element = try comparison.new.resolved(item)
                return element.value.isNull || (!element.isStream && element.dictionary?["S"] != nil)
            })
        else { return comparison.report(.structure, .structure, at: entry.place) }
    }

    private func read(
        _ value: PDFValue?, at place: PDFPlace, from snapshot: DocumentSnapshot, into entries: inout [Int: Entry],
        _ visit: (PDFReference, PDFPlace) -> Void
    ) throws {
        var waiting: [(PDFValue?, PDFPlace, Int)] = [(value, place, 0)]
        var seen: Set<PDFReference> = []
        while let (value, place, depth) = waiting.popLast() {
            guard depth < PDFLimits.treeDepth else { throw PDFError(.tooLarge, "depth of the parent tree") }
            var here = place
            if let reference = value?.reference {
                guard seen.insert(reference).inserted else { continue }
                visit(reference, place)
                here = PDFPlace(reference)
            }
            guard let node = try snapshot.dictionary(value) else { continue }
            try pairs(node["Nums"], at: here["Nums"], from: snapshot, into: &entries, visit)
            let holder = node["Kids"]?.reference.map { PDFPlace($0) } ?? here["Kids"]
            if let list = node["Kids"]?.reference { visit(list, here["Kids"]) }
            for (index, kid) in (try snapshot.array(node["Kids"]) ?? []).enumerated() {
                waiting.append((kid, holder[index], depth + 1))
            }
        }
    }

    private func pairs(
        _ value: PDFValue?, at place: PDFPlace, from snapshot: DocumentSnapshot, into entries: inout [Int: Entry],
        _ visit: (PDFReference, PDFPlace) -> Void
    ) throws {
        guard let items = try snapshot.array(value) else { return }
        let holder = value?.reference.map { PDFPlace($0) } ?? place
        if let list = value?.reference { visit(list, place) }
        guard items.count < ChangeLimits.references else { throw PDFError(.tooLarge, "parent tree") }
        for index in stride(from: 0, to: items.count - 1, by: 2) {
            guard let key = items[index].integer else { continue }
            entries[key] = Entry(value: items[index + 1], place: holder[index + 1])
        }
    }
}
