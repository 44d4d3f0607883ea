/// Objects that stand elsewhere in one revision than in the one before.
struct ObjectDelta {
    var changed: Set<PDFReference> = []
    var added: Set<PDFReference> = []
    var freed: Set<PDFReference> = []

    var isEmpty: Bool { changed.isEmpty && added.isEmpty && freed.isEmpty }
    var count: Int { changed.count + added.count + freed.count }
}
