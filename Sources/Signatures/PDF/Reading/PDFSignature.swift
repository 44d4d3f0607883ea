/// A signature, or a document timestamp, as a revision holds it: a signature field with its signature dictionary
/// (ISO 32000-2 clauses 12.7.5.5 and 12.8.1).
struct PDFSignature: Sendable {
    /// The field's fully qualified name (ISO 32000-2 clause 12.7.4.2), as bytes of its text strings.
    let fieldName: [UInt8]
    /// The field's own object.
    let field: PDFReference
    /// The signature dictionary's object.
    let reference: PDFReference
    let dictionary: PDFDictionary
    let byteRange: PDFByteRange
}
