public import PKI
public import Signatures

/// An entry about a document for whoever may know that it is there and what became of it, and not what it says: an auditor.
///
/// Numbers, times and words of kho's own; nothing that anybody wrote.
public struct OutlineEntry: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// nil for the indication where there was no file to validate.
        case version(Int, VersionCause, DocumentStatus, Indication?)
        /// What became of a version.
        case event(DocumentEvent.Kind, version: Int)
        case other
    }

    /// The place in the log.
    public let index: UInt64
    public let time: Instant
    public let content: Content

    public init(index: UInt64, time: Instant, content: Content) {
        self.index = index
        self.time = time
        self.content = content
    }

    public init(_ record: Record) {
        let content: Content
        switch record.shared.content {
        case .document(let description):
            content = .version(
                description.version, description.cause, description.status, description.verdict?.indication)
        case .event(let event): content = .event(event.kind, version: event.version)
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .erasure,
            .keyRotation:
            content = .other
        }
        self.init(index: record.index, time: record.leaf.time, content: content)
    }
}
