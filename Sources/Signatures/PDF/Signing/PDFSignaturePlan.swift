import PKI

/// Everything that one signature changes in a revision: its dictionary, its field with a widget, and the objects that
/// name them. No more than that, so that earlier signatures stay good.
struct PDFSignaturePlan {
    let fieldName: String
    /// The signature dictionary's object, and its entries but for `/ByteRange` and `/Contents`.
    let reference: PDFReference
    private(set) var signature: PDFDictionary
    private(set) var amendment: PDFAmendment
    /// New streams, as text.
    private(set) var streams: [(reference: PDFReference, bytes: [UInt8])] = []
    private let revision: PDFRevision
    private let root: PDFReference

    /// - Throws: `PDFSigningError` where the document, or its author, does not allow it; `PDFError`.
    init(_ revision: PDFRevision, request: PDFSigningRequest, digest: DigestAlgorithm) throws {
        guard let root = revision.trailer["Root"]?.reference else { throw PDFError(.malformed, "no catalogue") }
        let form = try PDFSigningForm(revision)
        let name = request.fieldName ?? form.unusedName
        let existing = form.field(name)
        if let existing {
            guard existing.isSignature else { throw PDFSigningError(.fieldOfOtherKind, ["field": name]) }
            guard existing.value == nil else { throw PDFSigningError(.fieldSigned, ["field": name]) }
        } else if name.isEmpty || name.contains(".") || name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
            throw PDFSigningError(.fieldNameUnusable, ["field": name])
        }
        try PDFPermissions(revision, form: form).check(request, field: name, isSigned: !form.signatures.isEmpty)
        try PDFSeedValue(existing?.dictionary["SV"], in: revision)?.check(request, field: name, digest: digest)

        self.revision = revision
        self.root = root
        fieldName = name
        amendment = PDFAmendment(revision)
        reference = amendment.reserve()
        signature = Self.signature(request)
        if let existing {
            guard request.stamp == nil else { throw PDFSigningError(.stampInExistingField, ["field": name]) }
            try sign(existing)
        } else {
            try addField(request.stamp)
        }
        try restrict(request, lock: existing?.dictionary["Lock"])
    }

    private static func signature(_ request: PDFSigningRequest) -> PDFDictionary {
        var entries = PDFDictionary([
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.CAdES.detached"),
            "M": .string(request.time.pdfDate),
        ])
        if let reason = request.reason { entries["Reason"] = .string(PDFTextString.bytes(reason)) }
        if let location = request.location { entries["Location"] = .string(PDFTextString.bytes(location)) }
        return entries
    }

    /// A field that is there gets its value, and keeps everything else.
    private mutating func sign(_ field: PDFSigningForm.Field) throws {
        let value = PDFValue.reference(reference)
        try amendment.change("V", of: field.reference, missing: .null) { $0 = value }
        try setFlags()
    }

    /// Print and Locked (ISO 32000-2 table 167): what Acrobat gives an invisible signature.
    private static let widgetFlags = 132

    /// A new field, which is its own widget (ISO 32000-2 clause 12.7.5.5): on the stamp's page, or without extent on
    /// the first one.
    private mutating func addField(_ stamp: PDFStamp?) throws {
        guard let page = try page(of: stamp) else { throw PDFSigningError(.stampPageMissing) }
        var widget = PDFDictionary([
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
            "T": .string(PDFTextString.bytes(fieldName)), "V": .reference(reference),
            "F": .integer(Self.widgetFlags), "P": .reference(page),
            "Rect": .array([PDFValue](repeating: .integer(0), count: 4)),
        ])
        if let stamp {
            let appearance = try PDFStampAppearance(
                stamp, on: try PDFPageGeometry(page, in: revision), taken: try widgets(on: page))
            let form = appearance.add(to: &amendment, streams: &streams)
            widget["Rect"] = .array(appearance.rectangle.map(PDFWriter.number))
            widget["AP"] = .dictionary(PDFDictionary(["N": .reference(form)]))
        }
        let field = amendment.add(widget)
        try amendment.change("Annots", of: page, missing: .array([])) { try Self.append(field, to: &$0) }
        if try amendment.resolved(try revision.catalogue()["AcroForm"]).isNull {
            // An object of its own: the next signature need not touch the catalogue.
            let form = amendment.add(PDFDictionary(["Fields": .array([.reference(field)]), "SigFlags": .integer(3)]))
            try amendment.change("AcroForm", of: root, missing: .null) { $0 = .reference(form) }
        } else {
            try amendment.change("AcroForm", "Fields", of: root, missing: .array([])) {
                try Self.append(field, to: &$0)
            }
            try setFlags()
        }
    }

    private func page(of stamp: PDFStamp?) throws -> PDFReference? {
        let pages = PDFPageTree(revision)
        switch stamp?.page {
        case .last: return try pages.lastPage()
        case .number(let number): return try pages.page(number)
        case nil:
            guard let first = try pages.page(1) else { throw PDFError(.malformed, "no page") }
            return first
        }
    }

    /// Where the page shows fields: other signatures, and what is to be filled in.
    private func widgets(on page: PDFReference) throws -> [[Double]] {
        try (revision.array(revision.object(page).dictionary?["Annots"]) ?? []).compactMap { item in
            guard let annotation = try revision.dictionary(item), annotation.has("Subtype", "Widget") else {
                return nil
            }
            return try PDFPageGeometry.rectangle(annotation["Rect"], in: revision)
        }.filter { $0[2] > $0[0] && $0[3] > $0[1] }
    }

    private static func append(_ reference: PDFReference, to value: inout PDFValue) throws {
        guard let items = value.array else { throw PDFError(.malformed, "no array") }
        value = .array(items + [.reference(reference)])
    }

    /// SignaturesExist and AppendOnly (ISO 32000-2 table 225).
    private mutating func setFlags() throws {
        try amendment.change("AcroForm", "SigFlags", of: root, missing: .integer(0)) {
            $0 = .integer(($0.integer ?? 0) | 3)
        }
    }

    /// What may be changed afterwards: by a certification, and by what the field's author wants locked with it
    /// (ISO 32000-2 tables 236, 255 and 257).
    private mutating func restrict(_ request: PDFSigningRequest, lock: PDFValue?) throws {
        var references: [PDFValue] = []
        var level = request.certification?.rawValue
        if let lock = try revision.dictionary(lock) {
            _ = try PDFFieldLock(lock, in: revision)
            var parameters: [PDFName: PDFValue] = ["Type": .name("TransformParams"), "V": .name("1.2")]
            for key in ["Action", "Fields"] as [PDFName] {
                let value = try revision.resolved(lock[key]).value
                parameters[key] = value
            }
            references.append(transform("FieldMDP", parameters, data: .reference(root)))
            if let own = try revision.resolved(lock["P"]).value.integer { level = min(level ?? own, own) }
        }
        if let level {
            let parameters: [PDFName: PDFValue] = [
                "Type": .name("TransformParams"), "V": .name("1.2"), "P": .integer(level),
            ]
            references.append(transform("DocMDP", parameters, data: nil))
        }
        if !references.isEmpty { signature["Reference"] = .array(references) }
        guard request.certification != nil else { return }
        let certification = PDFValue.reference(reference)
        try amendment.change("Perms", "DocMDP", of: root, missing: .null) { $0 = certification }
    }

    private func transform(_ method: PDFName, _ parameters: [PDFName: PDFValue], data: PDFValue?) -> PDFValue {
        .dictionary(
            PDFDictionary([
                "Type": .name("SigRef"), "TransformMethod": .name(method),
                "TransformParams": .dictionary(PDFDictionary(parameters)), "Data": data ?? .null,
            ]))
    }
}
