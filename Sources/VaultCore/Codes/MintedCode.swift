/// A code as kho makes it: a series, the serial number in it and, for a DocCode, the document's version.
///
/// For example:
///
///     let series = try CodeSeries.documents(of: AgencyCode("G06.01"), type: "CV")
///     try MintedCode(series, serial: 21).code.value      // G06.01_CV_000021_V1
public struct MintedCode: Hashable, Sendable {
    public let series: CodeSeries
    /// From 1.
    public let serial: Int
    /// 1 in every scheme but `doc-code`, where a later version of a document keeps the number.
    public let version: Int
    public let code: DocumentCode

    /// - Throws: `CODE_SERIES_EXHAUSTED` for a number beyond the scheme's, `CODE_PART_MALFORMED` for a version that it
    ///   has no place for, `CODE_TOO_LONG`.
    public init(_ series: CodeSeries, serial: Int, version: Int = 1) throws(VaultError) {
        let scheme = series.scheme
        guard (1...scheme.greatestSerial).contains(serial) else {
            throw VaultError(.codeSeriesExhausted, ["limit": String(scheme.greatestSerial)])
        }
        guard version == 1 || scheme == .docCode && (1...CodeText.greatestVersion).contains(version) else {
            throw VaultError(.codePartMalformed, ["scheme": scheme.rawValue, "codePart": "version"])
        }
        let text = series.text(serial: serial, version: version)
        guard text.utf8.count <= scheme.maximumLength else {
            throw VaultError(.codeTooLong, ["limit": String(scheme.maximumLength)])
        }
        self.series = series
        self.serial = serial
        self.version = version
        code = try DocumentCode(text, scheme: scheme.rawValue)
    }

    /// Reads a code back that kho could have made. That it did is for the log to say.
    /// - Throws: `CODE_SCHEME_NOT_MINTED` for a foreign scheme, whose codes are never read; `CODE_NOT_MINTED` for any
    ///   other text than kho gives in the scheme.
    public init(reading code: DocumentCode) throws(VaultError) {
        let scheme = try CodeScheme(minted: code.scheme)
        guard let parts = CodeText.parts(of: code.value, scheme),
            let series = try? CodeSeries(scheme, prefix: parts.prefix),
            let minted = try? MintedCode(series, serial: parts.serial, version: parts.version), minted.code == code
        else { throw VaultError(.codeNotMinted, ["scheme": scheme.rawValue]) }
        self = minted
    }
}
