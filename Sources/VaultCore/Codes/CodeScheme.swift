/// The schemes in which kho gives out codes itself.
///
/// Every other name of a scheme, `DocumentCode.unspecifiedScheme` among them, is foreign: its codes are opaque. A code
/// under one of these names need not be ours either, since others give out codes by the same rules; only the log tells.
public enum CodeScheme: String, Hashable, Sendable, CaseIterable {
    /// A dossier's result, `<dossier code>-KQ(n)` (Decree 45/2020 art. 14(3)).
    case result
    /// A paper, `<owner's number>.<paper type>.<number and notation>.<NN>`.
    case paper
    /// A component of a dossier, `<owner's number>.<procedure>.<component>.<NN>`.
    case component
    /// A certified copy, `<owner's number>.<paper type>.<register>.<NN>`; the register is `STP-SCT` in the one province
    /// whose codes are known.
    case certifiedCopy = "certified-copy"
    /// A number in an authority's register of certifications (số chứng thực), `<authority>.<book>.<N>`.
    case certification
    /// `<agency>_<document type>_<six digits>_V<version>` (guidance of the ministry of science, November 2025).
    case docCode = "doc-code"
    /// A dossier, `<agency>-YYMMDD-NNNN` (Decree 61/2018 art. 26 says of what; the shape is that of the data).
    case dossier

    /// What stands before the serial number, in order.
    public var parts: [CodePart] {
        switch self {
        case .result: [.dossier]
        case .paper: [.owner, .paperType, .number]
        case .component: [.owner, .procedure, .component]
        case .certifiedCopy: [.owner, .paperType, .register]
        case .certification: [.authority, .register]
        case .docCode: [.agency, .documentType]
        case .dossier: [.agency, .day]
        }
    }

    /// Serial numbers have at least so many digits, padded with zeros.
    var minimumDigits: Int {
        switch self {
        case .result, .certification: 1
        case .paper, .component, .certifiedCopy: 2
        case .docCode: 6
        case .dossier: 4
        }
    }

    /// The greatest serial number. Where the scheme fixes the number of digits, they end there; elsewhere it keeps codes
    /// short, and nobody has a thousand million papers of one kind.
    public var greatestSerial: Int {
        switch self {
        case .result, .paper, .component, .certifiedCopy, .certification: 999_999_999
        case .docCode: 999_999
        case .dossier: 9_999
        }
    }

    /// The longest code in characters: DocCode has a field of 30 (minimum metadata of the guidance).
    var maximumLength: Int { self == .docCode ? 30 : DocumentCode.maximumLength }

    /// - Throws: `CODE_SCHEME_NOT_MINTED` for a foreign scheme.
    public init(minted name: String) throws(VaultError) {
        guard let scheme = CodeScheme(rawValue: name) else {
            throw VaultError(.codeSchemeNotMinted, ["scheme": name])
        }
        self = scheme
    }
}
