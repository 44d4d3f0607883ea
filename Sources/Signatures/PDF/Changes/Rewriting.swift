/// Harmless re-serialisation: the same value written again, direct instead of indirect, under another number, with
/// numbers spelled otherwise, or a stream packed in another way.
struct Rewriting {
    private let old: DocumentSnapshot
    private let new: DocumentSnapshot
    /// References of the new revision that were followed to see that it is the same.
    private(set) var followed: [(PDFPlace, PDFReference)] = []
    private var assumed: Set<[PDFReference]> = []
    /// Steps that are left.
    private(set) var steps: Int

    init(_ old: DocumentSnapshot, _ new: DocumentSnapshot, steps: Int = ChangeLimits.comparisons) {
        self.old = old
        self.new = new
        self.steps = steps
    }

    /// Whether an object holds the same in both revisions, references unfollowed.
    func isSame(_ reference: PDFReference) throws -> Bool {
        let before: PDFObject
        let after: PDFObject
        do {
            before = try old.object(reference)
            after = try new.object(reference)
        } catch is PDFError {
            return false
        }
        guard before.isStream == after.isStream else { return false }
        guard before.isStream else { return before.value == after.value }
        guard let left = before.dictionary, let right = after.dictionary else { return false }
        return try isSameStream(reference, left, reference, right)
    }

    mutating func isSame(_ before: PDFValue, _ after: PDFValue, at place: PDFPlace, depth: Int = 0) throws -> Bool {
        if before == after { return true }
        guard depth < ChangeLimits.depth, steps > 0 else { return false }
        steps -= 1
        switch (before, after) {
        case (.reference, _), (_, .reference): return try isSameObject(before, after, at: place, depth: depth)
        case (.integer, .real), (.real, .integer), (.real, .real): return before.number == after.number
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            for index in left.indices
            where try !isSame(left[index], right[index], at: place[index], depth: depth + 1) { return false }
            return true
        case (.dictionary(let left), .dictionary(let right)):
            return try isSame(left, right, at: place, depth: depth)
        default: return false
        }
    }

    private mutating func isSame(
        _ left: PDFDictionary, _ right: PDFDictionary, at place: PDFPlace, depth: Int, except keys: Set<PDFName> = []
    ) throws -> Bool {
        for key in Set(left.keys).union(right.keys).subtracting(keys)
        where try !isSame(left[key] ?? .null, right[key] ?? .null, at: place[key], depth: depth + 1) { return false }
        return true
    }

    private mutating func isSameObject(_ before: PDFValue, _ after: PDFValue, at place: PDFPlace, depth: Int) throws
        -> Bool
    {
        if let left = before.reference, let right = after.reference, !assumed.insert([left, right]).inserted {
            return true
        }
        var here = place
        if let reference = after.reference {
            followed.append((place, reference))
            here = PDFPlace(reference)
        }
        let left: PDFObject
        let right: PDFObject
        do {
            left = try old.resolved(before)
            right = try new.resolved(after)
        } catch is PDFError {
            return false
        }
        guard left.isStream == right.isStream else { return false }
        guard left.isStream else { return try isSame(left.value, right.value, at: here, depth: depth + 1) }
        guard let from = before.reference, let to = after.reference, let lefts = left.dictionary,
            let rights = right.dictionary, try isSameStream(from, lefts, to, rights)
        else { return false }
        for key in Self.storage {
            if let part = rights[key]?.reference { followed.append((here[key], part)) }
        }
        return try isSame(lefts, rights, at: here, depth: depth, except: Self.storage)
    }

    /// Keys that say how a stream is stored, not what it holds.
    static let storage: Set<PDFName> = ["Length", "Filter", "DecodeParms"]

    /// - Returns: whether the data are the same and the dictionaries equal, as far as they say something about them.
    private func isSameStream(
        _ from: PDFReference, _ left: PDFDictionary, _ to: PDFReference, _ right: PDFDictionary
    ) throws -> Bool {
        if from == to {
            for key in Set(left.keys).union(right.keys).subtracting(Self.storage) where left[key] != right[key] {
                return false
            }
        }
        do {
            let stored = try (storage(left, in: old), storage(right, in: new))
            if stored.0 == stored.1, stored.0.allSatisfy({ !Self.hasReferences($0) }) {
                return try old.digest(from) == new.digest(to)
            }
            // What readers unpack in different ways is not the same to all of them.
            guard Self.isPlain(stored.0), Self.isPlain(stored.1) else { return false }
            return try old.decoded(from) == new.decoded(to)
        } catch is PDFError {
            return false
        }
    }

    /// The filters of a stream and their parameters.
    private func storage(_ dictionary: PDFDictionary, in snapshot: DocumentSnapshot) throws -> [PDFValue] {
        try [snapshot.resolved(dictionary["Filter"]).value, snapshot.resolved(dictionary["DecodeParms"]).value]
    }

    /// No filter, or Flate by itself.
    private static func isPlain(_ storage: [PDFValue]) -> Bool {
        [.null, .name("FlateDecode"), .array([.name("FlateDecode")])].contains(storage[0]) && storage[1] == .null
    }

    private static func hasReferences(_ value: PDFValue?) -> Bool {
        var found = false
        value?.forEachTarget { _ in found = true }
        return found
    }
}
