/// All fields and widgets of a form (ISO 32000-2 clause 12.7.4), by their objects.
struct FieldTree {
    private(set) var nodes: [PDFReference: FormNode] = [:]
    /// Nodes in the order of the file.
    private(set) var order: [PDFReference] = []
    /// Places where a node stands that is no reference, or one that was there before.
    private(set) var irregular: [Irregular] = []
    /// Nodes by the field that they belong to, itself among them.
    private var owned: [PDFReference: [PDFReference]] = [:]
    /// Groups: nodes that hold fields.
    private(set) var groups: Set<PDFReference> = []
    private let snapshot: DocumentSnapshot

    struct Irregular {
        let value: PDFValue
        let place: PDFPlace
    }

    private struct Inherited {
        var name = FieldName()
        var type: PDFName?
        var flags = 0
        var owner: PDFReference?
        var parent: PDFReference?
    }

    /// - Throws: `PDFError`, also beyond `PDFLimits.treeDepth` and `ChangeLimits.fields`.
    init(_ snapshot: DocumentSnapshot, form: PDFDictionary, at place: PDFPlace) throws {
        self.snapshot = snapshot
        try add(form["Fields"], at: place["Fields"], Inherited(), depth: 0)
    }

    private mutating func add(_ list: PDFValue?, at place: PDFPlace, _ inherited: Inherited, depth: Int) throws {
        guard let items = try snapshot.array(list) else { return }
        guard depth < PDFLimits.treeDepth else { throw PDFError(.tooLarge, "depth of fields") }
        let here = list?.reference.map { PDFPlace($0) } ?? place
        for (index, item) in items.enumerated() {
            guard case .reference(let reference) = item, nodes[reference] == nil else {
                if !item.isNull { irregular.append(Irregular(value: item, place: here[index])) }
                continue
            }
            // Nothing stands behind the reference: readers see no field.
            guard let dictionary = try snapshot.object(reference).dictionary else { continue }
            guard nodes.count < ChangeLimits.fields else { throw PDFError(.tooLarge, "fields") }
            try add(reference, dictionary, at: here[index], inherited, depth: depth)
        }
    }

    private mutating func add(
        _ reference: PDFReference, _ dictionary: PDFDictionary, at place: PDFPlace, _ inherited: Inherited, depth: Int
    ) throws {
        var below = inherited
        let partial = try snapshot.resolved(dictionary["T"]).value.string
        if let partial { below.name = inherited.name.child(FieldName(textString: partial)) }
        if partial != nil || inherited.owner == nil { below.owner = reference }
        if let type = try snapshot.resolved(dictionary["FT"]).value.name { below.type = type }
        if let flags = try snapshot.resolved(dictionary["Ff"]).value.integer { below.flags = flags }
        nodes[reference] = FormNode(
            reference: reference, dictionary: dictionary, name: below.name, type: below.type, flags: below.flags,
            owner: below.owner ?? reference, parent: inherited.parent, place: place)
        order.append(reference)
        owned[below.owner ?? reference, default: []].append(reference)
        if below.owner == reference, let parent = inherited.parent { groups.insert(parent) }
        below.parent = reference
        try add(dictionary["Kids"], at: PDFPlace(reference)["Kids"], below, depth: depth + 1)
    }

    /// The field itself and its widgets.
    func nodes(of owner: PDFReference) -> [FormNode] { (owned[owner] ?? []).compactMap { nodes[$0] } }
}
