/// The appearance of a widget (ISO 32000-2 clause 12.5.5): form XObjects in a dictionary, used by nothing else.
struct AppearanceRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// Answers for the appearance of a widget that may have a new one.
    /// - Parameter isText: only text may be drawn, as for the value of a field.
    func apply(_ before: PDFDictionary, _ after: PDFDictionary, at place: PDFPlace, isText: Bool = false) throws {
        try wasUnshared(before["AP"], at: place["AP"])
        let appearances = try comparison.open(after["AP"], at: place["AP"], as: .appearances)
        if appearances.object.value.isNull { return }
        guard let dictionary = appearances.dictionary else { return refuse(appearances.place) }
        for (key, value) in dictionary.entries {
            let here = appearances.place[key]
            guard ["N", "R", "D"].contains(key) else {
                if !value.isScalar { refuse(here) }
                continue
            }
            let appearance = try comparison.open(value, at: here, as: .appearance)
            if appearance.object.value.isNull { continue }
            if appearance.object.isStream {
                try examine(appearance, isText: isText)
            } else if let states = appearance.dictionary {
                for (state, value) in states.entries {
                    let stream = try comparison.open(value, at: appearance.place[state], as: .appearance)
                    if stream.object.isStream { try examine(stream, isText: isText) } else { refuse(stream.place) }
                }
            } else {
                refuse(here)
            }
        }
    }

    private func examine(_ appearance: Comparison.Opened, isText: Bool) throws {
        let dictionary = appearance.object.dictionary ?? PDFDictionary()
        // Data in another file (clause 7.3.8.2), a page of another file (clause 8.10.4), or no form at all.
        guard dictionary["F"] == nil, dictionary["Ref"] == nil,
            dictionary["Subtype"] == nil || dictionary.has("Subtype", "Form")
        else { return refuse(appearance.place) }
        if isText, let resources = try comparison.new.dictionary(dictionary["Resources"]) {
            for category in ["XObject", "Pattern", "Shading"] as [PDFName]
            where try comparison.new.dictionary(resources[category])?.isEmpty == false {
                comparison.report(.fieldAppearance, .appearance, at: appearance.place["Resources"][category])
            }
        }
        try comparison.claimParts(of: appearance.object.value, at: appearance.place)
    }

    /// An appearance that something else uses too was laid out so that replacing it replaces more: whoever prepared the
    /// document for that can do it under the cover of a signature.
    private func wasUnshared(_ before: PDFValue?, at place: PDFPlace) throws {
        var waiting: [PDFReference] = []
        before?.forEachTarget { waiting.append($0) }
        if let reference = before?.reference, let inner = try comparison.old.dictionary(before) {
            waiting = [reference]
            PDFValue.dictionary(inner).forEachTarget { waiting.append($0) }
        }
        for reference in waiting where comparison.isFirst(.unsharedLook, at: reference) {
            for (holder, path) in try comparison.oldReferrers.referrers(of: reference)
            where !Self.isAppearance(path) && holder.map(comparison.oldReach.contains) ?? true {
                comparison.report(.sharedObject, .appearance, object: reference)
            }
        }
    }

    /// `/AP`, `/AP/N`, `/AP/N/On`, and the same within a dictionary of appearances of its own.
    private static func isAppearance(_ path: [PDFStep]) -> Bool {
        let keys = path.compactMap { if case .key(let name) = $0 { name } else { nil } }
        guard keys.count == path.count, keys.count <= 3, let first = keys.first else { return false }
        return first == "AP" || (["N", "R", "D"].contains(first) && keys.count <= 2)
    }

    /// Whether the appearances of a widget draw nothing: there are none, or each is an empty stream.
    static func isBlank(_ appearances: PDFValue?, in snapshot: DocumentSnapshot) throws -> Bool {
        guard let dictionary = try snapshot.dictionary(appearances) else { return true }
        for value in dictionary.entries.values where !value.isScalar {
            guard let reference = value.reference, try snapshot.object(reference).isStream,
                let content = try snapshot.decodedShortly(reference)
            else { return false }
            let words = Self.withoutComments(content).split { $0 <= 0x20 }
            guard words.allSatisfy({ Self.drawNothing.contains(Array($0)) }) else { return false }
        }
        return true
    }

    /// `% DSBlank` is what Acrobat says of a look that draws nothing.
    private static func withoutComments(_ content: [UInt8]) -> [UInt8] {
        var isComment = false
        return content.filter { byte in
            if byte == UInt8(ascii: "%") { isComment = true }
            if byte == 0x0a || byte == 0x0d { isComment = false }
            return !isComment
        }
    }

    /// What Acrobat writes into the look of an empty text field.
    private static let drawNothing: Set<[UInt8]> = Set(["/Tx", "BMC", "EMC", "q", "Q"].map { Array($0.utf8) })

    private func refuse(_ place: PDFPlace) { comparison.report(.fieldAppearance, .appearance, at: place) }
}
