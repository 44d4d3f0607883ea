/// The last rule, which none of the others can get around: whatever was changed, added or taken away must have been
/// judged by one rule, as one thing, and every reference to it that a reader can get to must be one that the rule knows.
///
/// So an object that plays two parts is found (a widget that is a font dictionary too, an appearance that is page
/// content too), and so is an old reference to nothing under which something now stands.
struct ReferrerRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private var referrers: Referrers { comparison.newReferrers }

    func apply() throws {
        unreadable()
        try generations()
        try containers()
        let touched = comparison.delta.changed.union(comparison.delta.added)
        var refused: [(object: PDFReference, by: Referral?)] = []
        for reference in touched.sorted() {
            if let referral = try refusal(of: reference) { refused.append((reference, referral)) }
        }
        // What hangs on an object that is refused is refused with it.
        let objects = Set(refused.map(\.object))
        for (object, referral) in refused {
            if let holder = referral?.holder, comparison.delta.added.contains(object), objects.contains(holder),
                holder != object
            {
                continue
            }
            let subject = try ObjectSubject(comparison).subject(of: object, at: referral.map { $0.path } ?? [])
            comparison.report(subject, .referrers, object: object, path: [])
        }
        for reference in comparison.delta.freed.sorted() { try freed(reference) }
        incidental(touched)
    }

    /// What the rules had nothing to say about, such as a flag of the form, is a change all the same.
    private func incidental(_ touched: Set<PDFReference>) {
        guard comparison.changes.isEmpty, let first = touched.filter(comparison.newReach.contains).min() else { return }
        comparison.report(.incidental, .referrers, object: first, .nothing)
    }

    private struct Referral {
        let holder: PDFReference?
        let path: [PDFStep]
    }

    /// - Returns: a reference that no rule answers for; nil where there is none.
    private func refusal(of reference: PDFReference) throws -> Referral? {
        let roles = comparison.roles(of: reference)
        for (holder, path) in try referrers.referrers(of: reference) where holder != reference {
            if let holder, !comparison.newReach.contains(holder) { continue }
            let place = PDFPlace(holder, path)
            let source = try holder.map { try comparison.new.object($0).value } ?? .dictionary(comparison.new.trailer)
            let target = source.value(at: path)?.reference
            guard target == reference, roles.count == 1, let role = roles.first else {
                return Referral(holder: holder, path: path)
            }
            if comparison.walked.contains(place) { continue }
            let isKid = { holder.flatMap { comparison.fields?.new.nodes[$0] }?.parent == reference }
            guard try role.tolerates(place, in: source, isKid: isKid, arrayUse: { try use(of: holder) }) else {
                return Referral(holder: holder, path: path)
            }
        }
        return nil
    }

    /// By which keys an array is referred to that is an object of its own.
    private func use(of array: PDFReference?) throws -> Set<PDFName> {
        guard let array else { return [""] }
        let keys = try referrers.uses(of: array, in: comparison.newReach)
        return keys.isEmpty ? [""] : keys
    }

    /// Nobody knows what an object refers to that cannot be read.
    private func unreadable() {
        guard !comparison.delta.isEmpty else { return }
        for version in comparison.index.unreadable.sorted()
        where comparison.new.history.isLive(version, at: comparison.new.index) {
            let reference = comparison.new.history.versions[version].reference
            // What is no signature was judged as that; nothing is drawn of what it refers to.
            if comparison.roles(of: reference) == [.signature] { continue }
            if comparison.newReach.contains(reference) { comparison.report(.unreadable, .referrers, object: reference) }
        }
    }

    /// What a new object stream consists of, such as its length. A reader gets to it by what it holds.
    private func containers() throws {
        var seen: Set<Int> = []
        for case .stream(let container, _) in comparison.new.revision.locations.values
        where seen.insert(container).inserted {
            let reference = PDFReference(container)
            guard comparison.isTouched(reference), let stream = try? comparison.new.object(reference) else { continue }
            try comparison.claimParts(of: stream.value, at: PDFPlace(reference))
        }
    }

    /// A number under two generations, or under another than before: readers differ on which of them is meant.
    private func generations() throws {
        var generations: [Int: Int] = [:]
        for reference in comparison.old.revision.locations.keys { generations[reference.number] = reference.generation }
        for reference in comparison.delta.added.sorted() {
            let before = generations.updateValue(reference.generation, forKey: reference.number)
            if before != nil || reference.generation != 0 {
                comparison.report(.generation, .referrers, object: reference)
            }
        }
    }

    /// Taking away what nothing refers to changes nothing.
    private func freed(_ reference: PDFReference) throws {
        for (holder, _) in try referrers.referrers(of: reference) where holder.map(comparison.newReach.contains) ?? true
        {
            return comparison.report(.removedObject, .referrers, object: reference)
        }
    }
}
