/// Where an object hangs in a document, for whoever reads a report: the shortest way from the catalogue.
struct DocumentPaths {
    private let comparison: Comparison
    private var ways: [Ways] = []

    /// One revision's shortest ways; each object by the place that leads to it.
    private struct Ways {
        let snapshot: DocumentSnapshot
        var found: [PDFReference: PDFPlace] = [:]
    }

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// The change with its whole path. What the new revision does not reach is sought in the old one.
    mutating func completed(_ change: Change) -> Change {
        guard let object = change.object else {
            return change.at(key: change.key.isEmpty ? "/" : "/trailer\(change.key)")
        }
        if ways.isEmpty { ways = [comparison.new, comparison.old].map(Self.ways) }
        let prefix = ways.lazy.compactMap { Self.path(to: object, in: $0) }.first
        return change.at(key: prefix.map { $0 + change.key } ?? change.key)
    }

    private static func ways(_ snapshot: DocumentSnapshot) -> Ways {
        var ways = Ways(snapshot: snapshot)
        var waiting: [PDFReference] = []
        func visit(_ value: PDFValue, _ place: PDFPlace) {
            var references: [(PDFPlace, PDFReference)] = []
            value.forEachReference { path, reference in
                // Up and across is no way that anybody would describe.
                if case .key(let key) = path.last, ["P", "Parent", "Pg", "Dest"].contains(key) { return }
                references.append((PDFPlace(place.holder, path), reference))
            }
            // Dictionaries have no order of their own; a report has.
            for (place, reference) in references.sorted(by: {
                PDFPlace.text(of: $0.0.path) < PDFPlace.text(of: $1.0.path)
            })
            where ways.found[reference] == nil {
                ways.found[reference] = place
                waiting.append(reference)
            }
        }
        visit(.dictionary(snapshot.trailer), PDFPlace(nil))
        var next = 0
        while next < waiting.count {
            if let object = try? snapshot.object(waiting[next]) { visit(object.value, PDFPlace(waiting[next])) }
            next += 1
        }
        return ways
    }

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
