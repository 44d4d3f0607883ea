/// References that may lead to a changed object though no rule walked over them: back links and jumps, which mean the
/// same whatever was permitted to change in the object.
extension Role {
    /// - Parameters:
    ///   - place: where the reference stands, and `source` the object that it stands in.
    ///   - isKid: whether the object that the reference stands in is, in the form, a kid of what it leads to.
    ///   - arrayUse: how an array that is an object of its own is used: the last keys of all references to it.
    func tolerates(
        _ place: PDFPlace, in source: PDFValue, isKid: () -> Bool, arrayUse: () throws -> Set<PDFName>
    ) rethrows -> Bool {
        let around = source.value(at: place.path.dropLast())
        switch self {
        case .catalogue:
            // A signature reference names the object that was digested (ISO 32000-2 table 256).
            return place.endsInKey("Data")
        case .page:
            if place.endsInKey("Pg") { return true }
            // An annotation, a structure element, or a bead of an article.
            if place.endsInKey("P"), let holder = around?.dictionary {
                return holder["Subtype"] != nil || holder["S"] != nil || (holder["N"] != nil && holder["V"] != nil)
            }
            return Self.isDestination(place, in: around)
        case .pages: return place.endsInKey("Parent")
        case .field:
            // A page inherits from whatever it calls its parent.
            if place.endsInKey("Parent") { return place.path.count == 1 && isKid() }
            if place.endsInKey("Obj") { return true }
            if let holder = source.value(at: place.path.dropLast(place.endsInItem ? 2 : 1))?.dictionary,
                let action = holder["S"]?.name
            {
                return (action == "Hide" && place.lastKey == "T")
                    || (["SubmitForm", "ResetForm"].contains(action) && place.lastKey == "Fields")
            }
            if place.endsInItem, place.path.count == 2 { return place.lastKey == "Annots" || place.lastKey == "CO" }
            return try place.path.count == 1 && place.endsInItem && arrayUse().isSubset(of: ["Annots", "Fields", "CO"])
        case .structure:
            if place.endsInKey("P") || place.endsInKey("K") || place.endsInKey("StructTreeRoot") { return true }
            if place.endsInItem, let key = place.lastKey { return ["K", "Nums", "Names", "Kids"].contains(key) }
            return try place.endsInItem && arrayUse().isSubset(of: ["K", "Nums"])
        default: return false
        }
    }

    /// `[page /XYZ …]`: ISO 32000-2 clause 12.3.2.2.
    private static func isDestination(_ place: PDFPlace, in around: PDFValue?) -> Bool {
        guard place.path.last == .item(0), let items = around?.array, items.count > 1, let fit = items[1].name else {
            return false
        }
        return ["XYZ", "Fit", "FitH", "FitV", "FitR", "FitB", "FitBH", "FitBV"].contains(fit)
    }
}

extension PDFPlace {
    fileprivate func endsInKey(_ name: PDFName) -> Bool { path.last == .key(name) }

    fileprivate var endsInItem: Bool {
        if case .item = path.last { true } else { false }
    }
}
