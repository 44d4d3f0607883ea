import PKI

/// Every object of a file in each of its forms, so that one is read once however many revisions hold it.
///
/// An object of a later revision that stands at the same place of the file is the same object: the older bytes are the
/// first bytes of the newer ones.
final class DocumentHistory {
    /// An object as it stands from one revision to another.
    struct Version {
        let reference: PDFReference
        /// Nil: never the same as another.
        let site: PDFSite?
        /// The first revision that holds it; it is read from there, where nothing that came later can change it.
        let first: Int
        fileprivate(set) var last: Int
    }

    let revisions: [PDFRevision]
    private(set) var versions: [Version] = []
    /// What each revision changes against the one before.
    private(set) var deltas: [ObjectDelta] = []
    private var known: [PDFReference: [Int]] = [:]

    /// - Throws: `PDFError` `.tooLarge` beyond `ChangeLimits.objects`.
    init(_ revisions: [PDFRevision]) throws {
        self.revisions = revisions
        for index in revisions.indices { deltas.append(try add(index)) }
    }

    private func add(_ index: Int) throws -> ObjectDelta {
        var delta = ObjectDelta()
        let locations = revisions[index].locations
        for reference in locations.keys {
            let site = revisions[index].site(of: reference)
            let previous = index == 0 ? nil : version(of: reference, at: index - 1)
            if let previous, site != nil, versions[previous].site == site {
                versions[previous].last = index
                continue
            }
            guard versions.count < ChangeLimits.objects else { throw PDFError(.tooLarge, "objects compared") }
            known[reference, default: []].append(versions.count)
            versions.append(Version(reference: reference, site: site, first: index, last: index))
            guard index > 0 else { continue }
            if previous == nil { delta.added.insert(reference) } else { delta.changed.insert(reference) }
        }
        if index > 0 {
            for reference in revisions[index - 1].locations.keys where locations[reference] == nil {
                delta.freed.insert(reference)
            }
        }
        return delta
    }

    /// The version that a revision holds; nil where it holds none.
    func version(of reference: PDFReference, at index: Int) -> Int? {
        known[reference]?.last { versions[$0].first <= index && index <= versions[$0].last }
    }

    func isLive(_ version: Int, at index: Int) -> Bool {
        versions[version].first <= index && index <= versions[version].last
    }

    /// The digest of a stream's stored data, computed once: many may be compared with one.
    func digest(_ reference: PDFReference, at index: Int) throws -> Digest {
        let stream = StreamOfRevision(reference: reference, index: index)
        if let digest = digests[stream] { return digest }
        let digest = try revisions[index].digest(of: reference)
        digests[stream] = digest
        return digest
    }

    private struct StreamOfRevision: Hashable {
        let reference: PDFReference
        let index: Int
    }

    private var digests: [StreamOfRevision: Digest] = [:]

    /// - Throws: `PDFError` `.tooLarge` where streams were decoded that are over too much.
    func charge(_ decoded: Int) throws {
        self.decoded += decoded
        guard self.decoded <= ChangeLimits.reencodedStreams else { throw PDFError(.tooLarge, "streams decoded") }
    }

    private var decoded = 0

    /// Adds the numbers of the objects that a version refers to.
    func addTargets(of version: Int, to targets: inout [Int32]) throws {
        try revisions[versions[version].first].addTargets(of: versions[version].reference, to: &targets)
    }

    func object(_ version: Int) throws -> PDFObject {
        try revisions[versions[version].first].object(versions[version].reference)
    }
}
