/// What a widget annotation takes of a page (ISO 32000-2 clause 12.5).
struct Widget {
    /// Nil where there is none.
    let rectangle: Rectangle?
    private let flags: Int

    init(_ dictionary: PDFDictionary, in snapshot: DocumentSnapshot) throws {
        rectangle = try Rectangle(dictionary["Rect"], in: snapshot)
        flags = try snapshot.resolved(dictionary["F"]).value.integer ?? 0
    }

    /// A point of a page or less is how signers that ask for a size say "invisible"; a hidden widget is not even printed.
    var isVisible: Bool { (rectangle?.area ?? 0) > 1 && flags & 2 == 0 }
}
