/// A field of a form, or one of its widgets (ISO 32000-2 clauses 12.5.6.19 and 12.7.4).
struct FormNode {
    let reference: PDFReference
    let dictionary: PDFDictionary
    /// Of the field, or of the field that the widget belongs to.
    let name: FieldName
    /// /FT, own or inherited.
    let type: PDFName?
    /// /Ff, own or inherited.
    let flags: Int
    /// The field itself, or the one that the widget belongs to: the nearest with a partial name.
    let owner: PDFReference
    let parent: PDFReference?
    /// Where the reference stands by which it was found.
    let place: PDFPlace

    var isField: Bool { owner == reference }
    var isReadOnly: Bool { flags & 1 != 0 }
    var isPushButton: Bool { type == "Btn" && flags & 0x1_0000 != 0 }
}
