public import CanonicalJSON
public import PKI
import Signatures

/// That two identifiers are the same person's or organisation's (a citizen's former nine-digit number and the present
/// one, say), or that this was a mistake: an entry of the log, with the document that proves it.
///
///     {"evidence":{"digest":"sha256:…","document":"…","version":1},"kind":"owner-link","linked":true,
///      "owners":["CCCD:…","CMND:…"],"reason":"…","v":1}
public struct OwnerLink: Hashable, Sendable {
    /// The document that proves it, by id, version, and the digest of its first file.
    public struct Evidence: Hashable, Sendable {
        public let document: DocumentID
        public let version: Int
        public let digest: Digest

        public init(document: DocumentID, version: Int, digest: Digest) {
            self.document = document
            self.version = version
            self.digest = digest
        }
    }

    /// The two, in the order of their bytes, so that a pair has one spelling.
    public let first: Owner
    public let second: Owner
    /// Linked, or apart again.
    public let isLinked: Bool
    public let evidence: Evidence
    /// For people; may be empty.
    public let reason: String

    /// Field `kind` of such a record.
    static let kind = "owner-link"

    /// - Throws: `OWNER_LINK_UNFIT` for an identifier with itself, or a person's with an organisation's; `TEXT_TOO_LONG`.
    public init(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: Evidence, reason: String
    ) throws(VaultError) {
        guard one != other, let scheme = one.known, let otherScheme = other.known,
            scheme.isPersonal == otherScheme.isPersonal
        else { throw VaultError(.ownerLinkUnfit) }
        guard reason.utf8.count <= DepositRequest.maximumTextLength else {
            throw VaultError(.textTooLong, ["limit": String(DepositRequest.maximumTextLength)])
        }
        (first, second) = one.precedes(other) ? (one, other) : (other, one)
        self.isLinked = isLinked
        self.evidence = evidence
        self.reason = reason
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func missing(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let owners = json["owners"]?.array, owners.count == 2,
            let first = owners[0].string.flatMap({ try? Owner(recorded: $0) }),
            let second = owners[1].string.flatMap({ try? Owner(recorded: $0) }), first.precedes(second)
        else { throw missing("owners") }
        guard let isLinked = json["linked"]?.bool else { throw missing("linked") }
        guard let evidence = json["evidence"], let document = evidence["document"]?.string.flatMap(DocumentID.init),
            let version = evidence["version"]?.integer.flatMap({ Int(exactly: $0) }), version >= 1,
            let digest = evidence["digest"]?.string.flatMap(Digest.init)
        else { throw missing("evidence") }
        guard let reason = json["reason"]?.string else { throw missing("reason") }
        self.first = first
        self.second = second
        self.isLinked = isLinked
        self.evidence = Evidence(document: document, version: version, digest: digest)
        self.reason = reason
    }

    public var json: JSON {
        [
            "evidence": [
                "digest": .string(evidence.digest.description), "document": .string(evidence.document.text),
                "version": .integer(Int64(evidence.version)),
            ],
            "kind": .string(Self.kind), "linked": .bool(isLinked),
            "owners": [.string(first.description), .string(second.description)], "reason": .string(reason), "v": 1,
        ]
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(json) }
}
