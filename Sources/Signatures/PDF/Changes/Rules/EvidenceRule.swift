/// The document security store (ISO 32000-2 clause 12.8.4.3, EN 319 142-1 clause 5.4): certificates, CRLs, OCSP answers
/// and timestamps, and nothing else. Adding to it is no change of the document; taking away neither, since a verifier
/// judges by what there is.
struct EvidenceRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private static let lists: Set<PDFName> = ["Certs", "CRLs", "OCSPs", "Cert", "CRL", "OCSP"]

    func apply(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        guard before != nil || after != nil else { return }
        let reported = comparison.changes.count
        let store = try comparison.open(after, at: place, as: .evidence)
        let isStore = store.dictionary != nil || store.object.value.isNull
        if let dictionary = store.dictionary { try examine(dictionary, at: store.place, isEntry: false) }
        guard isStore else { return comparison.report(.evidence, .evidence, at: store.place) }
        let isReference =
            before == after && !comparison.delta.changed.contains { comparison.roles(of: $0) == [.evidence] }
        if !isReference, comparison.changes.count == reported {
            comparison.report(.evidence, .evidence, at: store.place, .nothing)
        }
    }

    private func examine(_ dictionary: PDFDictionary, at place: PDFPlace, isEntry: Bool) throws {
        for (key, value) in dictionary.entries {
            let here = place[key]
            switch key {
            case "Type": break
            case _ where Self.lists.contains(key): try list(value, at: here)
            case "VRI" where !isEntry: try entries(value, at: here)
            case "TU" where isEntry:
                let time = try comparison.open(value, at: here, as: .evidence)
                if time.object.value.string == nil { refuse(here) }
            case "TS" where isEntry: try stream(value, at: here)
            default:
                // A producer's own mark.
                if !value.isScalar { refuse(here) }
            }
        }
    }

    private func entries(_ value: PDFValue, at place: PDFPlace) throws {
        let related = try comparison.open(value, at: place, as: .evidence)
        guard let dictionary = related.dictionary else { return refuse(place) }
        for (key, value) in dictionary.entries where key != "Type" {
            let entry = try comparison.open(value, at: related.place[key], as: .evidence)
            guard let inner = entry.dictionary else { return refuse(related.place[key]) }
            try examine(inner, at: entry.place, isEntry: true)
        }
    }

    private func list(_ value: PDFValue, at place: PDFPlace) throws {
        let list = try comparison.open(value, at: place, as: .evidence)
        guard let items = list.array else { return refuse(place) }
        guard comparison.isFirst(.evidence, at: list.reference) else { return }
        for (index, item) in items.enumerated() { try stream(item, at: list.place[index]) }
    }

    private func stream(_ value: PDFValue, at place: PDFPlace) throws {
        let stream = try comparison.open(value, at: place, as: .evidence)
        // Nothing there is nothing shown: writers leave references to evidence that they did not get.
        if stream.object.value.isNull { return }
        guard stream.object.isStream, stream.object.dictionary?["F"] == nil else { return refuse(place) }
        try comparison.claimParts(of: stream.object.value, at: stream.place)
    }

    private func refuse(_ place: PDFPlace) { comparison.report(.evidence, .evidence, at: place) }
}
