import PKI
public import Signatures

extension StoredVault {
    /// A copy bundle of a document (design.md section 7), ready to be written.
    ///
    /// - Parameter seal: the vault's.
    /// - Throws: `DOCUMENT_HAS_NO_FILES` where the vault keeps none of it; `BundleError`; `INTEGRITY_FAILURE` where something of the document is missing or changed.
    public func copy(of document: KeptDocument, sealedBy seal: any Seal) async throws -> ZipWriter {
        guard !document.description.files.isEmpty else { throw VaultError(.noFiles) }
        let kept = try await evidence(of: document)
        var files = [any ByteSource]()
        for file in document.description.files { files.append(try await content(of: file, in: document)) }
        let receipt = try await receipt(for: document.record, disclosesPrivate: false)
        return try CopyBundle(
            document: document, files: files, report: kept.report, evidence: kept.evidence, receipt: receipt
        ).sealed(by: seal)
    }
}
