/// What stands behind an object number: a value, or a stream with its dictionary.
struct PDFObject: Hashable, Sendable {
    /// A stream's dictionary, or the value itself.
    let value: PDFValue
    let isStream: Bool

    init(_ value: PDFValue, isStream: Bool = false) {
        self.value = value
        self.isStream = isStream
    }

    static let null = PDFObject(.null)

    /// The dictionary of an object that is one, stream or not.
    var dictionary: PDFDictionary? { value.dictionary }
}
