extension PDFValue {
    /// Calls `body` for every reference inside this value, with its place.
    func forEachReference(at path: [PDFStep] = [], _ body: ([PDFStep], PDFReference) -> Void) {
        var path = path
        walk(&path, body)
    }

    private func walk(_ path: inout [PDFStep], _ body: ([PDFStep], PDFReference) -> Void) {
        switch self {
        case .reference(let reference): body(path, reference)
        case .array(let items):
            for (index, item) in items.enumerated() where !item.isScalar {
                path.append(.item(index))
                item.walk(&path, body)
                path.removeLast()
            }
        case .dictionary(let dictionary):
            for (key, value) in dictionary.entries where !value.isScalar {
                path.append(.key(key))
                value.walk(&path, body)
                path.removeLast()
            }
        default: break
        }
    }

    /// The same without the places, which cost most of the time.
    func forEachTarget(_ body: (PDFReference) -> Void) {
        switch self {
        case .reference(let reference): body(reference)
        case .array(let items): for item in items { item.forEachTarget(body) }
        case .dictionary(let dictionary): for value in dictionary.entries.values { value.forEachTarget(body) }
        default: break
        }
    }

    /// The value at the end of a path; nil where the path leads nowhere. References are not followed.
    func value(at path: some Sequence<PDFStep>) -> PDFValue? {
        var value = self
        for step in path {
            switch (step, value) {
            case (.key(let name), .dictionary(let dictionary)): value = dictionary[name] ?? .null
            case (.item(let index), .array(let items)) where items.indices.contains(index): value = items[index]
            default: return nil
            }
        }
        return value
    }

    /// Whether this is neither a container nor a reference to something.
    var isScalar: Bool {
        switch self {
        case .array, .dictionary, .reference: false
        default: true
        }
    }
}
