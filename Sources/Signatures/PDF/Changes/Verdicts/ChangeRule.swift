/// The rules by name, as a report shows them; docs/pdf-changes.md says what each permits.
enum ChangeRule: String, Sendable, Hashable, CaseIterable {
    case trailer, information, catalogue, extensions, metadata, evidence
    case form, fields, signing, filling, appearance
    case pages, annotations, structure
    /// Whatever no other rule answers for.
    case referrers
}
