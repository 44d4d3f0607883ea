/// What a serial number counts within: a scheme, and the parts of the code that stand before the number.
///
/// Each series begins at 1. Two series of a scheme never give the same code: a series is made only when its codes read
/// back as the very parts that it was made of.
///
/// Most series hold an owner's number, so they are personal data, like the codes.
public struct CodeSeries: Hashable, Sendable {
    public let scheme: CodeScheme
    /// The parts before the serial number, in the order of `scheme.parts`.
    public let prefix: [String]

    /// - Throws: `CODE_PART_MALFORMED` with the scheme and the first part that cannot stand in a code; `CODE_TOO_LONG`
    ///   where the scheme has no room for it.
    public init(_ scheme: CodeScheme, prefix: [String]) throws(VaultError) {
        let kinds = scheme.parts
        for (index, kind) in kinds.enumerated() {
            guard index < prefix.count, kind.admits(prefix[index]) else { throw Self.malformed(scheme, kind) }
        }
        guard prefix.count == kinds.count else { throw Self.malformed(scheme, kinds[kinds.count - 1]) }
        self.init(unchecked: scheme, prefix: prefix)
        let first = text(serial: 1, version: 1)
        // Only parts that may hold dots can fail here: the piece of one would be read as a piece of the other.
        guard let parts = CodeText.parts(of: first, scheme), parts.prefix == prefix else {
            throw Self.malformed(scheme, kinds[kinds.count - 1])
        }
        guard first.utf8.count <= scheme.maximumLength else {
            throw VaultError(.codeTooLong, ["limit": String(scheme.maximumLength)])
        }
    }

    private init(unchecked scheme: CodeScheme, prefix: [String]) {
        self.scheme = scheme
        self.prefix = prefix
    }

    /// Results of a dossier, whoever gave that its code.
    public static func results(of dossier: String) throws(VaultError) -> CodeSeries {
        try CodeSeries(.result, prefix: [dossier])
    }

    /// An owner's papers of one type under one number and notation.
    public static func papers(of owner: Owner, type: String, number: String) throws(VaultError) -> CodeSeries {
        try CodeSeries(.paper, prefix: [owner.id, type, number])
    }

    /// An owner's papers that are one component of a procedure's dossiers.
    public static func components(
        of owner: Owner, procedure: String, component: String
    ) throws(VaultError) -> CodeSeries {
        try CodeSeries(.component, prefix: [owner.id, procedure, component])
    }

    /// An owner's certified copies of a type of paper, by the register that they are entered in.
    public static func certifiedCopies(
        of owner: Owner, type: String, register: String = provincialRegister
    ) throws(VaultError) -> CodeSeries {
        try CodeSeries(.certifiedCopy, prefix: [owner.id, type, register])
    }

    /// A book of an authority's register of certifications.
    public static func certifications(by authority: Owner, book: String) throws(VaultError) -> CodeSeries {
        try CodeSeries(.certification, prefix: [authority.description, book])
    }

    /// An agency's documents of one type.
    public static func documents(of agency: AgencyCode, type: String) throws(VaultError) -> CodeSeries {
        try CodeSeries(.docCode, prefix: [agency.text, type])
    }

    /// The dossiers that an agency receives on one day.
    public static func dossiers(of agency: AgencyCode, on day: DossierDay) throws(VaultError) -> CodeSeries {
        try CodeSeries(.dossier, prefix: [agency.text, day.text])
    }

    /// The register in the codes of the one province that is known; what others write there was not found.
    public static let provincialRegister = "STP-SCT"

    /// A code of the series as text; the numbers are not checked here.
    func text(serial: Int, version: Int) -> String {
        CodeText.text(scheme, prefix: prefix, serial: serial, version: version)
    }

    private static func malformed(_ scheme: CodeScheme, _ part: CodePart) -> VaultError {
        VaultError(.codePartMalformed, ["scheme": scheme.rawValue, "codePart": part.rawValue])
    }
}
