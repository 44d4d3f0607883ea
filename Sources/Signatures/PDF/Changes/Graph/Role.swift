/// As what an object is used in a document. A rule that judges a changed object says as what; it is then looked at
/// whether the object is used as anything else.
enum Role: Hashable, Sendable {
    case catalogue, information, metadata, extensions, evidence
    case form, fieldList, field, signature, appearances, appearance
    case page, pages, annotationList, annotation, structure
    /// Belongs to what refers to it: a font of an appearance, the length of a stream, a copy of something known.
    case part
}
