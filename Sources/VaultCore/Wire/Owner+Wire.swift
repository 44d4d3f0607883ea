public import CanonicalJSON
import PKI

extension Owner {
    /// `{"owner":"CCCD:…"}`
    public init(wire json: JSON) throws(VaultError) {
        self = try WireReader(json, only: ["owner"]).word("owner") { text throws(VaultError) in try Owner(text) }
    }

    public var wire: JSON { ["owner": .string(description)] }
}

extension OwnerIdentity {
    /// The numbers, the one that it is known by first.
    public var wire: JSON {
        let others = identifiers.subtracting([owner]).map(\.description).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return JSON([owner.description] + others)
    }

    /// - Throws: `WIRE_MALFORMED`, `OWNER_MALFORMED` …
    public init(wire json: JSON) throws(VaultError) {
        let owners = try WireReader(["owner": json]).words(
            "owner", limit: Self.maximumIdentifiers
        ) { text throws(VaultError) in try Owner(recorded: text) }
        guard let owner = owners.first, Set(owners).count == owners.count else { throw WireReader.malformed("owner") }
        self.init(owner, linked: owners.dropFirst())
    }
}

/// All numbers of an owner with the entries that made them so (`POST /v1/owners/links`).
public struct OwnerLinksAnswer: Sendable {
    public let identity: OwnerIdentity
    public let entries: [Record]

    public init(identity: OwnerIdentity, entries: [Record]) {
        self.identity = identity
        self.entries = entries
    }

    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        identity = try OwnerIdentity(wire: try reader.value("identity"))
        entries = try reader.list("entries", limit: RecordList.maximumCount, Record.init(wire:))
    }

    public func wire(disclosesPrivate: Bool) -> JSON {
        [
            "entries": .array(entries.map { $0.wire(disclosesPrivate: disclosesPrivate) }),
            "identity": identity.wire,
        ]
    }
}

/// That two numbers are one owner's, or are so no longer (`POST /v1/owners/link`, `/part`).
public struct OwnerLinkForm: Hashable, Sendable {
    public let one: Owner
    public let other: Owner
    /// The version of a document that proves it.
    public let evidence: DocumentReference
    public let reason: String

    public init(one: Owner, other: Owner, evidence: DocumentReference, reason: String) {
        self.one = one
        self.other = other
        self.evidence = evidence
        self.reason = reason
    }

    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["one", "other", "evidence", "reason"])
        one = try reader.word("one") { text throws(VaultError) in try Owner(text) }
        other = try reader.word("other") { text throws(VaultError) in try Owner(text) }
        evidence = try reader.word("evidence") { text throws(VaultError) in try DocumentReference(text) }
        reason = try reader.optionalText("reason") ?? ""
    }

    public var wire: JSON {
        [
            "evidence": .string(evidence.text), "one": .string(one.description), "other": .string(other.description),
            "reason": .string(reason),
        ]
    }
}
