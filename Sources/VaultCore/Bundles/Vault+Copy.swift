import PKI
public import Signatures

extension Vault {
    /// A copy bundle of a document (design.md section 7), ready to be written.
    ///
    /// - Parameter seal: the vault's.
    /// - Throws: `BundleError`; `INTEGRITY_FAILURE` where something of the document is missing or changed.
    public func copy(of record: Record, sealedBy seal: any Seal) async throws -> ZipWriter {
        let kept = try await evidence(of: record)
        var files = [any ByteSource]()
        for file in record.shared.description.files { files.append(try await content(of: file, in: record)) }
        let receipt = try await receipt(for: record, disclosesPrivate: false)
        return try CopyBundle(
            record: record, files: files, report: kept.report, evidence: kept.evidence, receipt: receipt
        ).sealed(by: seal)
    }
}
