/// Where objects hang in a document, for whoever reads a report: the shortest way from the catalogue.
struct DocumentPaths {
    private let ways: [Ways]

    /// One revision's shortest ways; each object by the place that leads to it.
    private struct Ways {
        let snapshot: DocumentSnapshot
        var found: [PDFReference: PDFPlace] = [:]
    }

    /// The ways to what was changed. What the new revision does not reach is sought in the old one.
    init(_ comparison: Comparison) {
        var wanted = Set(comparison.changes.compactMap(\.object))
        var ways: [Ways] = []
        for snapshot in [comparison.new, comparison.old] where !wanted.isEmpty {
            let found = Self.ways(snapshot, to: wanted)
            wanted.subtract(found.found.keys)
            ways.append(found)
        }
        self.ways = ways
    }

    /// The change with its whole path.
    func completed(_ change: Change) -> Change {
        guard let object = change.object else {
            return change.at(key: change.key.isEmpty ? "/" : "/trailer\(change.key)")
        }
        let prefix = ways.lazy.compactMap { Self.path(to: object, in: $0) }.first
        return change.at(key: prefix.map { $0 + change.key } ?? change.key)
    }

    /// Goes no further than to the last of what is wanted: most of a document is of no interest here.
    private static func ways(_ snapshot: DocumentSnapshot, to wanted: Set<PDFReference>) -> Ways {
        var ways = Ways(snapshot: snapshot)
        var missing = wanted
        var waiting: [PDFReference] = []
        func visit(_ value: PDFValue, _ holder: PDFReference?) {
            var references: [(path: [PDFStep], target: PDFReference)] = []
            value.forEachReference { path, reference in
                // Up and across is no way that anybody would describe.
                if case .key(let key) = path.last, upward.contains(key) { return }
                if ways.found[reference] == nil { references.append((path, reference)) }
            }
            // Dictionaries have no order of their own; a report has.
            references.sort { PDFStep.isOrdered($0.path, $1.path) }
            for (path, reference) in references where ways.found[reference] == nil {
                ways.found[reference] = PDFPlace(holder, path)
                missing.remove(reference)
                waiting.append(reference)
            }
        }
        visit(.dictionary(snapshot.trailer), nil)
        var next = 0
        while next < waiting.count, !missing.isEmpty {
            if let object = try? snapshot.object(waiting[next]) { visit(object.value, waiting[next]) }
            next += 1
        }
        return ways
    }

    private static let upward: Set<PDFName> = ["P", "Parent", "Pg", "Dest"]

    private static func path(to object: PDFReference, in ways: Ways) -> String? {
        var text = ""
        var current: PDFReference? = object
        while let reference = current {
            guard let place = ways.found[reference] else { return nil }
            let step = PDFPlace.text(of: place.path)
            if place.holder == nil { return step == "/Root" ? text : "/trailer" + step + text }
            text = step + text
            current = place.holder
        }
        return text
    }
}

extension Change {
    fileprivate func at(key: String) -> Change {
        Change(subject: subject, rule: rule, object: object, key: key.isEmpty ? "/" : key, requirement: requirement)
    }
}
