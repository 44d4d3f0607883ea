import PKI

/// What the author of a form asks of a signature in one field: its seed value dictionary (ISO 32000-2 table 237).
///
/// Only constraints that are marked as required are looked at; each that kho cannot meet is a refusal.
struct PDFSeedValue {
    private let dictionary: PDFDictionary
    private let revision: PDFRevision
    private let required: Int

    init?(_ value: PDFValue?, in revision: PDFRevision) throws {
        guard let dictionary = try revision.dictionary(value) else { return nil }
        self.dictionary = dictionary
        self.revision = revision
        required = try revision.resolved(dictionary["Ff"]).value.integer ?? 0
    }

    private func isRequired(_ bit: Int) -> Bool { required & (1 << (bit - 1)) != 0 }

    private func names(_ key: PDFName) throws -> [String] {
        let value = try revision.resolved(dictionary[key]).value
        if let items = value.array {
            return try items.compactMap {
                let item = try revision.resolved($0).value
                return item.name?.text ?? item.string.map(PDFTextString.text)
            }
        }
        return [value.name?.text ?? value.string.map(PDFTextString.text)].compactMap { $0 }
    }

    /// - Throws: `PDFSigningError` `.seedValue` with the key that cannot be met.
    func check(_ request: PDFSigningRequest, field: String, digest: DigestAlgorithm) throws {
        func refuse(_ key: String) -> PDFSigningError { PDFSigningError(.seedValue, ["field": field, "what": key]) }
        if isRequired(1), try !names("Filter").contains("Adobe.PPKLite") { throw refuse("Filter") }
        if isRequired(2), try !names("SubFilter").contains("ETSI.CAdES.detached") { throw refuse("SubFilter") }
        // The version of the dictionary itself: up to 3 is what ISO 32000-2 knows.
        if isRequired(3), let version = try revision.resolved(dictionary["V"]).value.number, version > 3 {
            throw refuse("V")
        }
        if isRequired(4) {
            let allowed = try names("Reasons")
            // A lone full stop, or nothing: no reason may be given.
            let forbidden = allowed.isEmpty || allowed == ["."]
            guard forbidden ? request.reason == nil : allowed.contains(request.reason ?? "") else {
                throw refuse("Reasons")
            }
        }
        if isRequired(5), try !names("LegalAttestation").isEmpty { throw refuse("LegalAttestation") }
        if isRequired(6), try revision.resolved(dictionary["AddRevInfo"]).value.boolean == true {
            throw refuse("AddRevInfo")
        }
        if isRequired(7), try !names("DigestMethod").contains(digest.displayName) { throw refuse("DigestMethod") }
        if isRequired(8), try names("LockDocument").contains("true") { throw refuse("LockDocument") }
        if isRequired(9) { throw refuse("AppearanceFilter") }
        if let level = try revision.dictionary(dictionary["MDP"])?["P"]?.integer {
            guard level == request.certification?.rawValue ?? 0 else { throw refuse("MDP") }
        }
        if let stamp = try revision.dictionary(dictionary["TimeStamp"]),
            try revision.resolved(stamp["Ff"]).value.integer == 1, !request.isTimestamped
        {
            throw refuse("TimeStamp")
        }
        if let certificate = try revision.dictionary(dictionary["Cert"]),
            let constraints = try revision.resolved(certificate["Ff"]).value.integer, constraints != 0
        {
            throw refuse("Cert")
        }
    }
}
