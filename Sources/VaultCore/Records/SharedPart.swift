import CanonicalJSON

/// The part of a record that subscribers and copies get. Its bytes are the truth; the fields are read from them once.
public struct SharedPart: Hashable, Sendable {
    /// What a record is about, told by the field `kind`.
    public enum Content: Hashable, Sendable {
        /// A version of a document.
        case document(DocumentDescription)
        /// What became of a document later.
        case event(DocumentEvent)
        /// That two identifiers are the same owner's, or are so no longer.
        case ownerLink(OwnerLink)
        /// That serial numbers of a code were given out.
        case codeAllocation(CodeAllocation)
        /// How far the journal of accesses had come.
        case accessDigest(AccessDigest)
        /// That an owner lets an agency read, for a purpose and a time.
        case consent(Consent)
        /// What became of a consent.
        case consentEvent(ConsentEvent)
        /// That somebody asked for an erasure, and that records were erased.
        case erasureRequest(ErasureRequest)
        case erasure(Erasure)
        /// That another key took the place of one of the vault's.
        case keyRotation(KeyRotation)
    }

    /// Canonical JSON, exactly as committed.
    public let bytes: [UInt8]
    public let content: Content

    public init(_ description: DocumentDescription) {
        bytes = description.json.canonicalBytes
        content = .document(description)
    }

    public init(_ event: DocumentEvent) {
        bytes = event.json.canonicalBytes
        content = .event(event)
    }

    public init(_ link: OwnerLink) {
        bytes = link.json.canonicalBytes
        content = .ownerLink(link)
    }

    public init(_ allocation: CodeAllocation) {
        bytes = allocation.json.canonicalBytes
        content = .codeAllocation(allocation)
    }

    public init(_ digest: AccessDigest) {
        bytes = digest.json.canonicalBytes
        content = .accessDigest(digest)
    }

    public init(_ consent: Consent) {
        bytes = consent.json.canonicalBytes
        content = .consent(consent)
    }

    public init(_ event: ConsentEvent) {
        bytes = event.json.canonicalBytes
        content = .consentEvent(event)
    }

    public init(_ request: ErasureRequest) {
        bytes = request.json.canonicalBytes
        content = .erasureRequest(request)
    }

    public init(_ erasure: Erasure) {
        bytes = erasure.json.canonicalBytes
        content = .erasure(erasure)
    }

    public init(_ rotation: KeyRotation) {
        bytes = rotation.json.canonicalBytes
        content = .keyRotation(rotation)
    }

    /// - Throws: `PART_MALFORMED`, also for bytes that are not canonical.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes) else { throw VaultError(.partMalformed, ["part": "shared"]) }
        guard json["v"]?.integer == 1 else { throw VaultError(.partMalformed, ["field": "v"]) }
        switch json["kind"]?.string {
        case DocumentDescription.kind: content = .document(try DocumentDescription(json))
        case DocumentEvent.kind: content = .event(try DocumentEvent(json))
        case OwnerLink.kind: content = .ownerLink(try OwnerLink(json))
        case CodeAllocation.kind: content = .codeAllocation(try CodeAllocation(json))
        case AccessDigest.kind: content = .accessDigest(try AccessDigest(json))
        case Consent.kind: content = .consent(try Consent(json))
        case ConsentEvent.kind: content = .consentEvent(try ConsentEvent(json))
        case ErasureRequest.kind: content = .erasureRequest(try ErasureRequest(json))
        case Erasure.kind: content = .erasure(try Erasure(json))
        case KeyRotation.kind: content = .keyRotation(try KeyRotation(json))
        default: throw VaultError(.partMalformed, ["field": "kind"])
        }
        self.bytes = bytes
    }

    /// The document's description; nil where the record is about something else.
    public var document: DocumentDescription? {
        if case .document(let description) = content { description } else { nil }
    }

    /// The signature that a consent, or its withdrawal, rests on.
    var consentEvidence: ConsentEvidence? {
        switch content {
        case .consent(let consent): consent.evidence
        case .consentEvent(let event): event.evidence
        case .document, .event, .ownerLink, .codeAllocation, .accessDigest, .erasureRequest, .erasure, .keyRotation: nil
        }
    }

    /// The document that the record is about, by its id; nil where it is about none.
    public var subject: DocumentID? {
        switch content {
        case .document(let description): description.document
        case .event(let event): event.document
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .erasure,
            .keyRotation:
            nil
        }
    }

    /// Whether subscribers get it: documents that were let in and what became of them. What is pending is its owner's
    /// alone, and who has which numbers and consented to what is nobody else's.
    public var isPublished: Bool {
        switch content {
        case .document(let description): description.status == .accepted
        case .event(let event): event.isPublished
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest: false
        // It is about the vault itself, and everybody gets `vault.json`.
        case .keyRotation: false
        // Receivers erase what they got; of what they never got it names nothing but indices and random names.
        case .erasure: true
        }
    }

    /// What the leaf of such a record is called.
    public var leafType: LeafType {
        switch content {
        case .accessDigest: .accessDigest
        case .keyRotation: .keyRotation
        default: .record
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
