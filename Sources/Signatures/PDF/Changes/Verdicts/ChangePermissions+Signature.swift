extension ChangePermissions {
    /// What one signature says by itself, as the revision that it covers holds it.
    init(of signature: PDFSignature, in snapshot: DocumentSnapshot) throws {
        self.init()
        for item in try snapshot.array(signature.dictionary["Reference"]) ?? [] {
            guard let reference = try snapshot.dictionary(item) else { continue }
            let parameters = try snapshot.dictionary(reference["TransformParams"]) ?? PDFDictionary()
            switch try snapshot.resolved(reference["TransformMethod"]).value.name {
            case "DocMDP": certify(try Self.permission(parameters, in: snapshot) ?? 2)
            case "FieldMDP": lock(try Self.lock(parameters, in: snapshot))
            default: break
            }
        }
        guard let lock = try snapshot.dictionary(try snapshot.object(signature.field).dictionary?["Lock"]) else {
            return
        }
        self.lock(try Self.lock(lock, in: snapshot))
        if let permission = try Self.permission(lock, in: snapshot) { certify(permission) }
    }

    private static func permission(_ parameters: PDFDictionary, in snapshot: DocumentSnapshot) throws -> Int? {
        guard let value = parameters["P"] else { return nil }
        let permission = try snapshot.resolved(value).value.integer
        // What is none of the standard's permissions is the strictest of them.
        return permission.flatMap { (1...3).contains($0) ? $0 : nil } ?? 1
    }

    private static func lock(_ parameters: PDFDictionary, in snapshot: DocumentSnapshot) throws -> FieldLock {
        let names = try (snapshot.array(parameters["Fields"]) ?? []).compactMap {
            try snapshot.resolved($0).value.string
        }
        return FieldLock(
            action: try snapshot.resolved(parameters["Action"]).value.name,
            fields: names.map { FieldName(textString: $0) })
    }
}
