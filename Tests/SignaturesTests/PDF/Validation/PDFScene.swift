import PKI
import Signatures
import TestSupport
import Testing

/// A citizen who signs PDFs, and a verifier that trusts the citizen's authority.
struct PDFScene {
    let pki: MintedPKI
    let citizen: MintedPKI.Identity
    let validator: SignatureValidator

    init() throws {
        pki = try MintedPKI()
        citizen = try pki.signer()
        validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
    }

    /// A document of one page that the citizen signed.
    func signed(_ document: MintedPDF = MintedPDF(), _ change: (inout MintedPDF.Signing) -> Void = { _ in }) throws
        -> MintedPDF
    {
        var pdf = document
        var signing = MintedPDF.Signing()
        change(&signing)
        try pdf.sign(citizen, signing)
        return pdf
    }

    func report(_ pdf: MintedPDF, by other: SignatureValidator? = nil) throws -> ValidationReport {
        try report(pdf.bytes, by: other)
    }

    func report(_ bytes: [UInt8], by other: SignatureValidator? = nil) throws -> ValidationReport {
        try (other ?? validator).validate(MemorySource(bytes), at: MintedPKI.now)
    }

    /// The report on the only signature.
    func only(_ pdf: MintedPDF) throws -> SignatureReport {
        let signatures = try report(pdf).signatures
        return try #require(signatures.count == 1 ? signatures[0] : nil)
    }
}
