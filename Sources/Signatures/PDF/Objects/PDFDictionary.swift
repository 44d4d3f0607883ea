/// A dictionary of a PDF file (ISO 32000-2 clause 7.3.7). An entry that is null is no entry.
struct PDFDictionary: Hashable, Sendable {
    private(set) var entries: [PDFName: PDFValue]

    init(_ entries: [PDFName: PDFValue] = [:]) {
        let hasNull = entries.values.contains { if case .null = $0 { true } else { false } }
        self.entries = hasNull ? entries.filter { !$0.value.isNull } : entries
    }

    subscript(_ key: PDFName) -> PDFValue? {
        get { entries[key] }
        set { entries[key] = newValue.flatMap { $0.isNull ? nil : $0 } }
    }

    var keys: [PDFName] { entries.keys.sorted() }
    var isEmpty: Bool { entries.isEmpty }

    /// Whether the entry is exactly this name.
    func has(_ key: PDFName, _ name: PDFName) -> Bool { entries[key] == .name(name) }
}
