import PKI
import Signatures
import TestSupport
import Testing

/// What a PDF brings along for its signatures: evidence in the security store, timestamps over the document.
@Suite("Evidence inside a PDF")
struct PDFEvidenceTests {
    let scene: PDFScene
    /// Trusts the roots, and holds no list of its own.
    let bare: SignatureValidator

    init() throws {
        scene = try PDFScene()
        bare = SignatureValidator(trust: scene.pki.trust())
    }

    /// The document with a security store in a further revision.
    private func withStore(
        _ pdf: MintedPDF, lists: [[UInt8]], keys: (PDFStoreKeys) = .plain
    ) -> MintedPDF {
        var pdf = pdf
        var objects: [Int: String] = [:]
        for (index, list) in lists.enumerated() {
            objects[20 + index] = MintedPDF.stream(list.hexadecimal + ">", "/Filter /ASCIIHexDecode ")
        }
        let references = lists.indices.map { "\(20 + $0) 0 R" }.joined(separator: " ")
        switch keys {
        case .plain: objects[19] = "<< /CRLs [\(references)] >>"
        case .related: objects[19] = "<< /VRI << /ABC << /CRL [\(references)] >> >> >>"
        }
        objects[1] = "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS 19 0 R >>"
        pdf.append(objects)
        return pdf
    }

    enum PDFStoreKeys: CaseIterable { case plain, related }

    /// The document with a document timestamp in a further revision.
    private func stamped(
        _ pdf: MintedPDF, at time: Instant, change: (inout MintedPDF.Signing) -> Void = { _ in }
    ) throws -> MintedPDF {
        var pdf = pdf
        var signing = MintedPDF.Signing()
        signing.field = 30
        signing.dictionary = 31
        signing.name = "Timestamp1"
        signing.fields = "[6 0 R 30 0 R]"
        signing.type = "/DocTimeStamp"
        signing.subFilter = "ETSI.RFC3161"
        signing.entries = ""
        signing.objects[1] =
            pdf.find("/DSS 19 0 R") == nil
            ? "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>"
            : "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS 19 0 R >>"
        let lists = try scene.pki.lists(at: time)
        signing.message = {
            try scene.pki.timestampAuthority.token(imprint: Digest.sha256(of: $0), at: time, crls: lists)
        }
        change(&signing)
        try pdf.sign(scene.pki.timestampIdentity, signing)
        return pdf
    }

    @Test(
        "lists of the security store settle a status, wherever in the store they stand",
        arguments: PDFStoreKeys.allCases)
    func store(_ keys: PDFStoreKeys) throws {
        let pdf = try scene.signed()
        #expect(try scene.report(pdf, by: bare).signatures[0].subIndication == .tryLater)
        let report = try scene.report(withStore(pdf, lists: scene.pki.lists(), keys: keys), by: bare)
        #expect(report.signatures[0].indication == .totalPassed, "\(report.signatures[0].summary)")
        #expect(report.evidence.contains { $0.kind == .crl && $0.source == .file })
        #expect(report.signatures[0].changesAfterSigning == .permitted)
    }

    @Test("a list that somebody else signed settles nothing")
    func foreignStore() throws {
        let other = try MintedPKI()
        let report = try scene.report(withStore(scene.signed(), lists: other.lists()), by: bare)
        #expect(report.signatures[0].indication == .indeterminate)
    }

    @Test("a document timestamp proves that the signature existed, also after its certificate expired")
    func proof() throws {
        let time = MintedPKI.now.adding(seconds: -30 * MintedPKI.day)
        let expired = try scene.pki.signer(
            notBefore: MintedPKI.now.adding(seconds: -60 * MintedPKI.day),
            notAfter: MintedPKI.now.adding(seconds: -10 * MintedPKI.day))
        var pdf = MintedPDF()
        try pdf.sign(expired)
        let alone = try scene.report(pdf).signatures[0]
        #expect(alone.indication == .indeterminate && alone.bestSignatureTime == nil, "\(alone.summary)")
        let kept = withStore(pdf, lists: try scene.pki.lists(at: time))
        let report = try scene.report(stamped(kept, at: time), by: bare)
        let signature = report.signatures[0]
        #expect(report.documentTimestamps.map(\.indication) == [.totalPassed])
        #expect(report.documentTimestamps[0].time == time && report.documentTimestamps[0].kind == .document)
        #expect(signature.bestSignatureTime == time && signature.indication == .totalPassed, "\(signature.summary)")
        #expect(signature.level == "PAdES-BASELINE-LTA", "\(signature.level)")
        #expect(report.signatures.count == 1)
    }

    @Test("a timestamp over an earlier revision proves nothing of a later signature")
    func earlierTimestamp() throws {
        var pdf = try stamped(MintedPDF(), at: MintedPKI.now.adding(seconds: -3600)) { $0.fields = "[30 0 R]" }
        var signing = MintedPDF.Signing()
        signing.fields = "[30 0 R 6 0 R]"
        try pdf.sign(scene.citizen, signing)
        let report = try scene.report(pdf)
        #expect(report.documentTimestamps.map(\.indication) == [.totalPassed])
        #expect(report.signatures[0].bestSignatureTime == nil)
    }

    @Test("a token over other bytes, or in a dictionary that calls itself a signature, proves nothing")
    func badTimestamps() throws {
        let time = MintedPKI.now.adding(seconds: -3600)
        let other = try stamped(scene.signed(), at: time) {
            $0.message = { _ in
                try scene.pki.timestampAuthority.token(imprint: Digest.sha256(of: [1]), at: time)
            }
        }
        let mismatch = try scene.report(other)
        #expect(mismatch.documentTimestamps[0].reasons.map(\.code) == ["TIMESTAMP_IMPRINT_MISMATCH"])
        #expect(mismatch.signatures[0].bestSignatureTime == nil)
        let typed = try scene.report(stamped(scene.signed(), at: time) { $0.type = "/Sig" })
        #expect(typed.documentTimestamps[0].reasons.map(\.code) == ["PDF_TIMESTAMP_TYPE"])
        #expect(typed.signatures.allSatisfy { $0.bestSignatureTime == nil })
    }

    @Test("timestamps alone are no signature")
    func timestampsAlone() throws {
        let pdf = try stamped(MintedPDF(), at: MintedPKI.now.adding(seconds: -3600)) { $0.fields = "[30 0 R]" }
        let report = try scene.report(pdf)
        #expect(report.indication == .noSignatureFound && report.documentTimestamps.count == 1)
    }

    @Test("a report with document timestamps is read back as it was written")
    func document() throws {
        let report = try scene.report(stamped(scene.signed(), at: MintedPKI.now.adding(seconds: -3600)))
        let again = try ValidationReport(document: report.document())
        #expect(again.documentTimestamps == report.documentTimestamps)
        #expect(again.signatures == report.signatures)
    }
}
