import CanonicalJSON
public import PKI

/// The part of a record that stays in the vault: who brought the document, how, and where its objects lie.
public struct PrivatePart: Hashable, Sendable {
    /// Canonical JSON, exactly as committed.
    public let bytes: [UInt8]
    /// Who deposited it, as the entrance knew them.
    public let uploader: String
    /// The entrance: `command-line`, `http` …
    public let source: String
    public let space: SpaceID
    public let notes: String
    /// The evidence that the verdict rests on: objects in the space `shared`.
    public let evidence: [Digest]
    /// Of an erasure alone: the serial numbers that the erased records had.
    public let erasedSerials: ErasedSerials?

    public init(
        uploader: String, source: String, space: SpaceID, notes: String, evidence: [Digest],
        erasedSerials: ErasedSerials? = nil
    ) {
        self.uploader = uploader
        self.source = source
        self.space = space
        self.notes = notes
        self.evidence = evidence
        self.erasedSerials = erasedSerials
        var object: JSON.Object = [
            "evidence": JSON(evidence.map(\.description)), "notes": .string(notes), "source": .string(source),
            "space": .string(space.text), "uploader": .string(uploader), "v": 1,
        ]
        object["erasedSerials"] = erasedSerials?.json
        bytes = JSON.object(object).canonicalBytes
    }

    /// - Throws: `PART_MALFORMED`, also for bytes that are not canonical.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let uploader = json["uploader"]?.string, let source = json["source"]?.string,
            let space = json["space"]?.string.flatMap(SpaceID.init), let notes = json["notes"]?.string,
            let listed = json["evidence"]?.array
        else { throw VaultError(.partMalformed, ["part": "private"]) }
        let evidence = listed.compactMap { $0.string.flatMap(Digest.init) }
        guard evidence.count == listed.count else { throw VaultError(.partMalformed, ["part": "private"]) }
        if let erased = json["erasedSerials"] {
            erasedSerials = try ErasedSerials(erased)
        } else {
            erasedSerials = nil
        }
        self.bytes = bytes
        self.uploader = uploader
        self.source = source
        self.space = space
        self.notes = notes
        self.evidence = evidence
    }

    /// In the place of one that a reader did not get.
    static let withheld = PrivatePart(uploader: "", source: "", space: .shared, notes: "", evidence: [])

    /// Of a record that the vault enters of itself.
    static let ofVault = PrivatePart(uploader: "", source: "vault", space: .shared, notes: "", evidence: [])

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(bytes) }
}
