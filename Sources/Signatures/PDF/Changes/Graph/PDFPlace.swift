/// One step into a value.
enum PDFStep: Hashable, Sendable {
    case key(PDFName)
    case item(Int)

    /// Keys by their bytes, items by their numbers; of two paths that go on alike the shorter first.
    static func isOrdered(_ left: [PDFStep], _ right: [PDFStep]) -> Bool {
        for (one, other) in zip(left, right) where one != other {
            switch (one, other) {
            case (.key(let one), .key(let other)): return one < other
            case (.item(let one), .item(let other)): return one < other
            case (.key, .item): return true
            case (.item, .key): return false
            }
        }
        return left.count < right.count
    }
}

/// A place of a document where a value stands: in an object, or in the trailer, and how to get there inside of it.
struct PDFPlace: Hashable, Sendable {
    /// Nil is the trailer.
    let holder: PDFReference?
    private(set) var path: [PDFStep]

    init(_ holder: PDFReference?, _ path: [PDFStep] = []) {
        self.holder = holder
        self.path = path
    }

    subscript(_ key: PDFName) -> PDFPlace { PDFPlace(holder, path + [.key(key)]) }
    subscript(_ index: Int) -> PDFPlace { PDFPlace(holder, path + [.item(index)]) }

    /// The last key of the path; array items do not count.
    var lastKey: PDFName? {
        for case .key(let name) in path.reversed() { return name }
        return nil
    }

    /// `/Annots[1]`
    static func text(of path: [PDFStep]) -> String {
        path.reduce(into: "") { text, step in
            switch step {
            case .key(let name): text += "/" + name.text
            case .item(let index): text += "[\(index)]"
            }
        }
    }
}
