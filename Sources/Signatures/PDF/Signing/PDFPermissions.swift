/// What the signatures of a revision allow to be done after them (ISO 32000-2 clauses 12.8.2.2 and 12.8.2.4).
struct PDFPermissions {
    /// The strictest `P` in force; nil where none is.
    private(set) var modification: Int?
    private(set) var locks: [PDFFieldLock] = []
    /// Whether the document is certified.
    private(set) var isCertified = false

    init(_ revision: PDFRevision, form: PDFSigningForm) throws {
        for field in form.signatures {
            if let value = field.value { try add(value, in: revision) }
        }
        // The certification counts also where its field is hidden.
        let permissions = try revision.dictionary(try revision.catalogue()["Perms"])
        if let certification = try revision.dictionary(permissions?["DocMDP"]) {
            isCertified = true
            try add(certification, in: revision)
        }
    }

    private mutating func add(_ signature: PDFDictionary, in revision: PDFRevision) throws {
        for item in try revision.array(signature["Reference"]) ?? [] {
            guard let reference = try revision.dictionary(item) else { continue }
            let parameters = try revision.dictionary(reference["TransformParams"]) ?? PDFDictionary()
            switch try revision.resolved(reference["TransformMethod"]).value.name?.text {
            case "DocMDP":
                // Form filling is what a certification allows that says nothing (table 257).
                let level = try revision.resolved(parameters["P"]).value.integer ?? 2
                modification = min(modification ?? level, level)
            case "FieldMDP": locks.append(try PDFFieldLock(parameters, in: revision))
            default: break
            }
        }
    }

    /// - Throws: `PDFSigningError` where a signature in this field would break one that is there.
    func check(_ request: PDFSigningRequest, field: String, isSigned: Bool) throws {
        if let modification, modification <= 1 { throw PDFSigningError(.changesForbidden) }
        if request.certification != nil, isSigned || isCertified { throw PDFSigningError(.alreadySigned) }
        // Form filling and annotations too: whoever certified did not see what would be shown (clause 12.8.2.2).
        if request.stamp != nil, modification != nil { throw PDFSigningError(.stampForbidden) }
        if locks.contains(where: { $0.locks(field) }) { throw PDFSigningError(.fieldLocked, ["field": field]) }
    }
}
