public import PKI

/// Signs PDF files by incremental updates: PAdES-B-B (ETSI EN 319 142-1 clause 6), or B-T where a timestamp over the
/// signature value is put in.
///
/// For example:
///
///     let draft = try PDFSigner(key: key, certificate: certificate).draft(file, PDFSigningRequest(time: .now()))
///     // The signed file: the bytes of `file`, then
///     let update = try draft.update(timestampToken: nil)
public struct PDFSigner: Sendable {
    private let credential: SigningCredential

    /// - Parameters:
    ///   - certificate: the signer's, DER.
    ///   - chain: issuing certificates to include, DER; the root is better left out.
    /// - Throws: `PKIError` where key and certificate do not belong together, or the key cannot sign.
    public init(key: any SigningKey, certificate: [UInt8], chain: [[UInt8]] = []) throws(PKIError) {
        credential = try SigningCredential(key: key, certificate: certificate, chain: chain)
    }

    /// Whether a file is a PDF, by its content.
    public static func isPDF(_ source: some ByteSource) throws -> Bool {
        PDFFile.looksLikePDF(try source.bytes(0..<min(source.count, 8)))
    }

    /// The signature over a file and the update that will hold it; reads the file once for its digest, and after that
    /// only its structure: where the bytes are still those of the digest when they are written, the structure was theirs.
    /// - Throws: `PDFSigningError`; `PKIError` where signing fails; `ByteSourceError`.
    public func draft(_ source: any ByteSource, _ request: PDFSigningRequest) throws -> PDFSignatureDraft {
        let builder = try credential.builder()
        do {
            var hasher = Hasher(builder.digestAlgorithm)
            try source.forEachPiece(in: 0..<source.count) { hasher.update(buffer: $0) }
            let file = try PDFFile(source)
            let revision = try file.last()
            guard !revision.isEncrypted else { throw PDFSigningError(.encrypted) }
            let plan = try PDFSignaturePlan(revision, request: request, digest: builder.digestAlgorithm)
            return try draft(source, hashed: hasher, file: file, plan: plan, request: request, builder: builder)
        } catch let error as PDFError {
            throw PDFSigningError(error)
        }
    }

    /// Room for a timestamp token with its chain: real ones have 3 to 8 KiB.
    private static let timestampRoom = 16 << 10

    private func draft(
        _ source: any ByteSource, hashed: consuming Hasher, file: PDFFile, plan: PDFSignaturePlan,
        request: PDFSigningRequest, builder: SignedDataBuilder
    ) throws -> PDFSignatureDraft {
        let room = builder.maximumDetachedCount + (request.isTimestamped ? Self.timestampRoom : 0)
        let last = try source.bytes(source.count - 1..<source.count)
        var update = PDFIncrementalUpdate(after: source.count, last: last[0])
        for (reference, value) in plan.amendment.objects.sorted(by: { $0.key < $1.key }) {
            update.write(reference, value)
        }
        for (reference, stream) in plan.streams { update.write(reference, stream) }
        let text = PDFSignatureText(plan.signature, room: room)
        let place = update.write(plan.reference, text.bytes)
        guard let section = file.sections.first else { throw PDFError(.malformed, "no section") }
        update.finish(after: section, nextNumber: plan.amendment.nextNumber)

        let end = source.count + update.bytes.count
        guard end <= PDFLimits.fileSize else { throw PDFSigningError(.tooLarge) }
        let gap = text.contents.lowerBound + place..<text.contents.upperBound + place
        let covered = [
            0, source.count + gap.lowerBound, source.count + gap.upperBound, update.bytes.count - gap.upperBound,
        ]
        update.fill(place + text.byteRange.lowerBound, with: PDFSignatureText.byteRange(covered))

        var hasher = hashed.copy()
        hasher.update(Array(update.bytes[..<gap.lowerBound]))
        hasher.update(Array(update.bytes[gap.upperBound...]))
        // No signing-time attribute: the claimed time is /M alone (ETSI EN 319 142-1 clause 6.3).
        let signed = try builder.draft(messageDigest: hasher.finalize(), signingTime: nil)
        return PDFSignatureDraft(
            fieldName: plan.fieldName, fileDigest: hashed.finalize(), signed: signed, bytes: update.bytes, gap: gap)
    }
}
