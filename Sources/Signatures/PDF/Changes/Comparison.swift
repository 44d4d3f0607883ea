/// Two revisions side by side. Rules walk over both, say which changed objects they answer for, and report what they
/// find; whatever nobody answers for is reported in the end (`ReferrerRule`).
final class Comparison {
    let old: DocumentSnapshot
    let new: DocumentSnapshot
    /// Without the objects that were only written again.
    let delta: ObjectDelta
    let index: ReferenceIndex
    let signatures: [PDFReference: SignedRevision]
    private(set) var changes: [Change] = []
    /// Places of the new revision whose references a rule has judged.
    private(set) var walked: Set<PDFPlace> = []
    /// The fields of both revisions, as soon as the form was looked at.
    var fields: (old: FieldTree, new: FieldTree)?
    private var roles: [PDFReference: Set<Role>] = [:]
    /// Existing objects that were changed and that something new refers to as a part of itself.
    private var changedParts: Set<PDFReference> = []
    /// Shares of pages, by the widgets that cover them.
    private var covered: [PDFReference?: (shares: [PDFReference?: Double], total: Double)] = [:]
    private var areas: [PDFReference?: Double] = [:]
    private var visitedParts: Set<PDFReference> = []
    /// Objects that were looked through as one thing: what is shared by thousands is looked through once.
    private var seen: [Look: Set<PDFReference>] = [:]
    /// Steps that comparisons through references have left.
    var steps = ChangeLimits.comparisons
    private(set) lazy var newReferrers = Referrers(new, index)
    private(set) lazy var oldReferrers = Referrers(old, index)
    private(set) lazy var newReach = Reachability(new, index)
    private(set) lazy var oldReach = Reachability(old, index)

    /// A signature by the object of its dictionary.
    struct SignedRevision {
        let signature: PDFSignature
        let revision: Int
    }

    /// What an object is looked through for.
    enum Look {
        case cover, unsharedLook, element, evidence, extensions, parentTree
    }

    init(
        _ old: DocumentSnapshot, _ new: DocumentSnapshot, delta: ObjectDelta, index: ReferenceIndex,
        signatures: [PDFReference: SignedRevision]
    ) throws {
        self.old = old
        self.new = new
        self.index = index
        self.signatures = signatures
        var real = delta
        for reference in delta.changed where try Rewriting(old, new).isSame(reference) {
            real.changed.remove(reference)
        }
        self.delta = real
        // A stream that holds what it held may name its length in another way.
        for reference in delta.changed.subtracting(real.changed) {
            guard let object = try? new.object(reference), object.isStream else { continue }
            for key in Rewriting.storage {
                try claimParts(of: object.dictionary?[key], at: PDFPlace(reference)[key])
            }
        }
    }

    /// How much of a page is seen, worked out once.
    func area(of page: PDFReference?, or work: (PDFReference?) throws -> Double) rethrows -> Double {
        if let known = areas[page] { return known }
        let area = try work(page)
        areas[page] = area
        return area
    }

    /// Takes note of what a widget covers of a page.
    /// - Returns: what all of them cover together.
    func cover(_ page: PDFReference?, by widget: PDFReference?, share: Double) -> Double {
        let known = covered[page, default: ([:], 0)].shares.updateValue(share, forKey: widget) ?? 0
        covered[page]?.total += share - known
        return covered[page]?.total ?? share
    }

    /// - Returns: whether this is the first time that an object is looked through for something; always for what is none.
    func isFirst(_ look: Look, at reference: PDFReference?) -> Bool {
        guard let reference else { return true }
        return seen[look, default: []].insert(reference).inserted
    }

    func isTouched(_ reference: PDFReference) -> Bool {
        delta.changed.contains(reference) || delta.added.contains(reference)
    }

    func report(
        _ subject: ChangeSubject, _ rule: ChangeRule, at place: PDFPlace, _ requirement: ChangeRequirement = .impossible
    ) {
        report(subject, rule, object: place.holder, path: place.path, requirement)
    }

    func report(
        _ subject: ChangeSubject, _ rule: ChangeRule, object: PDFReference?, path: [PDFStep] = [],
        _ requirement: ChangeRequirement = .impossible
    ) {
        changes.append(
            Change(
                subject: subject, rule: rule, object: object, key: PDFPlace.text(of: path), requirement: requirement))
    }

    /// For changes that were found under their key within an object only: where the object hangs in the document.
    func replaceChanges(_ body: (Change) -> Change) { changes = changes.map(body) }
}

/// Claims: which changed objects a rule answers for, and by which references they are got to.
extension Comparison {
    /// A value of the new revision with its reference, where it is one, followed; whoever opens it judges it.
    struct Opened {
        let object: PDFObject
        /// The object's own place, or the place of a value that is no reference.
        let place: PDFPlace
        let reference: PDFReference?

        var dictionary: PDFDictionary? { object.isStream ? nil : object.dictionary }
        var array: [PDFValue]? { object.value.array }
    }

    func open(_ value: PDFValue?, at place: PDFPlace, as role: Role) throws -> Opened {
        guard case .reference(let reference) = value else {
            return Opened(object: PDFObject(value ?? .null), place: place, reference: nil)
        }
        claim(reference, at: place, as: role)
        return Opened(object: try new.object(reference), place: PDFPlace(reference), reference: reference)
    }

    func claim(_ reference: PDFReference, at place: PDFPlace, as role: Role) {
        walked.insert(place)
        if isTouched(reference) { roles[reference, default: []].insert(role) }
    }

    /// Answers for all that is new below a value: it belongs to the object that the value stands in.
    func claimParts(of value: PDFValue?, at place: PDFPlace) throws {
        var waiting: [(PDFValue, PDFPlace)] = value.map { [($0, place)] } ?? []
        while let (value, place) = waiting.popLast() {
            value.forEachReference(at: place.path) { path, reference in
                let here = PDFPlace(place.holder, path)
                guard !Self.isBackLink(path), isTouched(reference) else { return }
                walked.insert(here)
                if delta.added.contains(reference) {
                    roles[reference, default: []].insert(.part)
                } else {
                    changedParts.insert(reference)
                }
                guard visitedParts.insert(reference).inserted, let part = try? new.object(reference) else { return }
                waiting.append((part.value, PDFPlace(reference)))
            }
        }
    }

    /// Keys that lead up or away; what they lead to is no part of what they stand in.
    private static func isBackLink(_ path: [PDFStep]) -> Bool {
        guard case .key(let key) = path.last else { return false }
        return ["P", "Parent", "Pg", "Data", "Root", "Pages", "Annots", "StructTreeRoot"].contains(key)
    }

    /// As what a changed or added object was judged; several where it plays more than one part.
    func roles(of reference: PDFReference) -> Set<Role> {
        // An appearance that is drawn by another one is an appearance.
        if let found = roles[reference] { return found.contains(.appearance) ? found.subtracting([.part]) : found }
        return changedParts.contains(reference) ? [.part] : []
    }
}
