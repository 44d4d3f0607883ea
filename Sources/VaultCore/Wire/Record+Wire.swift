public import CanonicalJSON
import PKI

extension Record {
    /// `{"index":7,"leaf":"…","private":…,"salt":"…","shared":"…"}`: leaf and parts as the exact texts that were committed;
    /// `private` is `{"part":"…","salt":"…"}`, or the part's hash.
    /// - Parameter disclosesPrivate: whether the reader is entitled to the private part.
    public func wire(disclosesPrivate: Bool) -> JSON {
        var hidden: JSON = .string(privateHash.description)
        if disclosesPrivate, let privateSalt {
            hidden = ["part": .text(self.private.bytes), "salt": .string(privateSalt.bytes.hexadecimal)]
        }
        return [
            "index": .count(index), "leaf": .text(leaf.bytes), "private": hidden,
            "salt": .string(sharedSalt.bytes.hexadecimal), "shared": .text(shared.bytes),
        ]
    }

    /// - Throws: `WIRE_MALFORMED`, `PART_MALFORMED`, `LEAF_MALFORMED`; `INTEGRITY_FAILURE` where the leaf does not commit to the
    ///   parts.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let index: UInt64 = try reader.number("index")
        let leaf = try LogLeaf(bytes: try reader.document("leaf"))
        let shared = try SharedPart(bytes: try reader.document("shared"))
        let salt = try reader.word("salt", Self.salt)
        let hidden = try reader.value("private")
        if hidden.string != nil {
            self.init(
                index: index, leaf: leaf, shared: shared, sharedSalt: salt, privateHash: try reader.digest("private"))
        } else {
            let part = try WireReader(hidden)
            self.init(
                index: index, leaf: leaf, shared: shared, sharedSalt: salt,
                private: try PrivatePart(bytes: try part.document("part")),
                privateSalt: try part.word("salt", Self.salt))
        }
        guard commitment == leaf.commitment else {
            throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
    }

    private static func salt(_ text: String) -> Salt? { [UInt8](hexadecimal: text).flatMap { Salt($0) } }
}

extension CommittedRecord {
    /// `{"checkpoint":"…","record":{…}}`
    public func wire(disclosesPrivate: Bool) -> JSON.Object {
        ["checkpoint": .text(checkpoint), "record": record.wire(disclosesPrivate: disclosesPrivate)]
    }

    /// - Throws: as `Record.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            record: try Record(wire: try reader.value("record")),
            checkpoint: try reader.document("checkpoint", limit: WireReader.maximumText))
    }
}

extension KeptDocument {
    /// `{"record":{…}}`
    /// - Throws: as `Record.init(wire:)`; `WIRE_MALFORMED` for a record about something else.
    public init(wire json: JSON) throws(VaultError) {
        guard let document = KeptDocument(try Record(wire: try WireReader(json).value("record"))) else {
            throw WireReader.malformed("record")
        }
        self = document
    }
}
