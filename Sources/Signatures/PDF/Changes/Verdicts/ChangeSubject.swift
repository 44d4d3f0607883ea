/// What was changed, in the words of whoever reads the document; the raw value is the fact `change` of a reason.
enum ChangeSubject: String, Sendable, Hashable, CaseIterable {
    case pageAdded, pageRemoved, pageReplaced, pageContent, pageProperties, resources, font
    case annotationAdded, annotationRemoved, annotationChanged
    case fieldAdded, fieldRemoved, fieldValue, fieldValueReplaced, fieldProperties, fieldAppearance, form
    case signatureAdded, signatureChanged, signatureReused, signatureCoversLess, signatureNotCovered
    case signatureWithoutValue, signatureAppearance, signatureField, signatureCoversPage
    case layers, action, catalogue, structure, evidence, documentTimestamp
    case metadata, information, extensions, encryption, trailer, incidental
    case object, sharedObject, danglingReference, removedObject, generation, unreadable, limit
}
