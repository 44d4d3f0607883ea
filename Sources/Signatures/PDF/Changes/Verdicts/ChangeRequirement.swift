/// What a change asks of those who signed before.
enum ChangeRequirement: Sendable, Hashable {
    /// Long-term data, a document timestamp, metadata: never a change of the document (ISO 32000-2 clause 12.8.2.2).
    case nothing
    /// A further signature in this field.
    case signing(field: FieldName, isNew: Bool, isVisible: Bool)
    /// A value in this field; `overwrites`: there was another one when it was signed.
    case filling(field: FieldName, overwrites: Bool)
    /// An annotation of a kind that covers nothing.
    case annotating
    /// No signer can have permitted it.
    case impossible
}
