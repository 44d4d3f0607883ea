/// What an incremental update changes in a revision (ISO 32000-2 clause 7.5.6): objects that take another value, and new
/// ones. The revision itself stays as it is.
struct PDFAmendment {
    private let revision: PDFRevision
    /// The values that will stand in the update.
    private(set) var objects: [PDFReference: PDFValue] = [:]
    /// The number that the next new object takes.
    private(set) var nextNumber: Int

    init(_ revision: PDFRevision) {
        self.revision = revision
        let highest = revision.locations.keys.map(\.number).max() ?? 0
        nextNumber = max(revision.trailer["Size"]?.integer ?? 0, highest + 1)
    }

    /// The reference of an object that is still to be made.
    mutating func reserve() -> PDFReference {
        defer { nextNumber += 1 }
        return PDFReference(nextNumber)
    }

    mutating func add(_ value: PDFDictionary) -> PDFReference {
        let reference = reserve()
        objects[reference] = .dictionary(value)
        return reference
    }

    /// An object as it will be.
    func value(_ reference: PDFReference) throws -> PDFValue {
        if let changed = objects[reference] { return changed }
        let object = try revision.object(reference)
        guard !object.isStream else { throw PDFError(.malformed, "\(reference) is a stream") }
        return object.value
    }

    /// What stands behind a value, as it will be.
    func resolved(_ value: PDFValue?) throws -> PDFValue {
        guard let value else { return .null }
        guard let reference = value.reference else { return value }
        return try self.value(reference)
    }

    /// Changes what a path of keys leads to from an object. Only the object in which it stands is written again: where
    /// an entry is a reference, that is the one behind it.
    /// - Parameter missing: what the last entry is taken for where there is none; entries before it are dictionaries.
    mutating func change(
        _ path: PDFName..., of holder: PDFReference, missing: PDFValue, _ change: (inout PDFValue) throws -> Void
    ) throws {
        try self.change(path[...], of: holder, missing: missing, change)
    }

    private mutating func change(
        _ path: ArraySlice<PDFName>, of holder: PDFReference, missing: PDFValue,
        _ change: (inout PDFValue) throws -> Void
    ) throws {
        let before = try value(holder)
        var after = before
        try self.change(path, in: &after, missing: missing, change)
        if after != before { objects[holder] = after }
    }

    private mutating func change(
        _ path: ArraySlice<PDFName>, in value: inout PDFValue, missing: PDFValue,
        _ change: (inout PDFValue) throws -> Void
    ) throws {
        guard let key = path.first else { return try change(&value) }
        guard var dictionary = value.dictionary else { throw PDFError(.malformed, "no dictionary before \(key.text)") }
        let rest = path.dropFirst()
        if let reference = dictionary[key]?.reference, try !self.value(reference).isNull {
            return try self.change(rest, of: reference, missing: missing, change)
        }
        // A reference to nothing is null (clause 7.3.10).
        let present = dictionary[key].flatMap { $0.reference == nil ? $0 : nil }
        var inner = present ?? (rest.isEmpty ? missing : .dictionary(PDFDictionary()))
        try self.change(rest, in: &inner, missing: missing, change)
        dictionary[key] = inner
        value = .dictionary(dictionary)
    }
}
