import CanonicalJSON
import PKI
public import TransparencyLog

/// The newest that was seen of another vault's log: by it, whoever is shown an older state or another history notices.
///
///     {"checkpoint":"…","head":"…","manifest":"sha256:…","sequence":2,"v":1,"vault":"…"}
public struct SeenVault: Hashable, Sendable {
    /// The vault's id.
    public let vault: String
    /// The checkpoint of the newest head.
    public let head: SeenCheckpoint
    /// The newest checkpoint of all; a head may lag behind what was committed a moment ago.
    public let newest: SeenCheckpoint
    /// The last manifest that the newest head named.
    public let last: ManifestHead.Last?

    public init(vault: String, head: SeenCheckpoint, newest: SeenCheckpoint, last: ManifestHead.Last?) {
        self.vault = vault
        self.head = head
        self.newest = newest.checkpoint.size >= head.checkpoint.size ? newest : head
        self.last = last
    }

    /// - Throws: `PART_MALFORMED`.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1, let vault = json["vault"]?.string,
            DocumentID(vault) != nil, let head = json["head"]?.string.flatMap({ SeenCheckpoint(Array($0.utf8)) }),
            let newest = json["checkpoint"]?.string.flatMap({ SeenCheckpoint(Array($0.utf8)) })
        else { throw VaultError(.partMalformed, ["part": "seen"]) }
        var last: ManifestHead.Last?
        if let sequence = json["sequence"] {
            guard let number = sequence.integer.flatMap({ UInt64(exactly: $0) }),
                let digest = json["manifest"]?.string.flatMap({ Digest($0) })
            else { throw VaultError(.partMalformed, ["part": "seen"]) }
            last = .init(sequence: number, digest: digest)
        }
        self.init(vault: vault, head: head, newest: newest, last: last)
        guard self.bytes == bytes else { throw VaultError(.partMalformed, ["part": "seen"]) }
    }

    public var bytes: [UInt8] {
        var object: JSON.Object = [
            "checkpoint": .text(newest.note), "head": .text(head.note), "v": 1, "vault": .string(vault),
        ]
        if let last, let sequence = JSON(exactly: last.sequence) {
            object["manifest"] = .string(last.digest.description)
            object["sequence"] = sequence
        }
        return JSON.object(object).canonicalBytes
    }

    /// Of two that were seen at about the same time, and held against each other, what is newer.
    public func merged(with other: SeenVault) -> SeenVault {
        // A log of another origin has taken the first one's place, which an operator pinned by hand.
        guard ByteText(other.head.checkpoint.origin) == ByteText(head.checkpoint.origin) else { return self }
        let isOlder =
            (head.checkpoint.size, last?.sequence ?? 0) < (other.head.checkpoint.size, other.last?.sequence ?? 0)
        return SeenVault(
            vault: vault, head: isOlder ? other.head : head,
            newest: newest.checkpoint.size < other.newest.checkpoint.size ? other.newest : newest,
            last: isOlder ? other.last : last)
    }
}

/// A checkpoint with the note that it was signed in.
public struct SeenCheckpoint: Hashable, Sendable {
    public let note: [UInt8]
    public let checkpoint: Checkpoint

    /// - Returns: nil for what is no checkpoint; who signed it is another question.
    public init?(_ note: [UInt8]) {
        guard let parsed = try? SignedNote(parsing: note), let checkpoint = try? Checkpoint(parsing: parsed.text) else {
            return nil
        }
        self.note = note
        self.checkpoint = checkpoint
    }
}
