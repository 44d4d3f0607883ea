/// An object's number and generation (ISO 32000-2 clause 7.3.10).
struct PDFReference: Hashable, Sendable {
    let number: Int
    let generation: Int

    init(_ number: Int, _ generation: Int = 0) {
        self.number = number
        self.generation = generation
    }
}

extension PDFReference: Comparable {
    static func < (left: PDFReference, right: PDFReference) -> Bool {
        (left.number, left.generation) < (right.number, right.generation)
    }
}

extension PDFReference: CustomStringConvertible {
    /// `12 0`
    var description: String { "\(number) \(generation)" }
}
