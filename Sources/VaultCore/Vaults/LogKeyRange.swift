import CanonicalJSON
public import TransparencyLog

/// A log key and the tree sizes whose checkpoints it may sign.
public struct LogKeyRange: Hashable, Sendable {
    public let key: NoteVerifierKey
    /// The first size.
    public let from: UInt64
    /// The last size; nil for the key in use.
    public let until: UInt64?
    /// Whether somebody else may have the key: then what it signed above `until` is not the vault's, or not for certain.
    public let isCompromised: Bool

    public init(key: NoteVerifierKey, from: UInt64, until: UInt64? = nil, isCompromised: Bool = false) {
        self.key = key
        self.from = from
        self.until = until
        self.isCompromised = isCompromised
    }

    init?(_ json: JSON) {
        guard let key = json["key"]?.string.flatMap({ NoteVerifierKey($0) }),
            let from = json["from"]?.integer.flatMap({ UInt64(exactly: $0) })
        else { return nil }
        var until: UInt64?
        if let last = json["until"] {
            guard let size = last.integer.flatMap({ UInt64(exactly: $0) }), size >= from else { return nil }
            until = size
        }
        var isCompromised = false
        if let mark = json["compromised"] {
            // A key in use is no such key; and what is not marked has no mark.
            guard mark.bool == true, until != nil else { return nil }
            isCompromised = true
        }
        self.init(key: key, from: from, until: until, isCompromised: isCompromised)
    }

    public func covers(_ size: UInt64) -> Bool { size >= from && size <= until ?? .max }

    var json: JSON {
        var object: JSON.Object = ["from": JSON(exactly: from) ?? .null, "key": .string(key.text)]
        if let until { object["until"] = JSON(exactly: until) ?? .null }
        if isCompromised { object["compromised"] = true }
        return .object(object)
    }
}
