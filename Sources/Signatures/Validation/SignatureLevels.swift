/// The names of the levels of one family of formats (ETSI EN 319 122-1 and 319 142-1, clause 6).
struct SignatureLevels {
    /// A signature that is none of the profile.
    let plain: String
    /// With the signing certificate's reference, without a signing time.
    let basic: String
    /// What `-B`, `-T`, `-LT` and `-LTA` follow.
    let baseline: String
    /// Whether the levels ask for a reference to the signing certificate.
    let needsCertificateReference: Bool

    static let cades = SignatureLevels(
        plain: "CMS", basic: "CAdES-BES", baseline: "CAdES-BASELINE", needsCertificateReference: true)
    static let pades = SignatureLevels(
        plain: "PDF", basic: "PAdES-BES", baseline: "PAdES-BASELINE", needsCertificateReference: true)
    /// ISO 32000-2's own signatures (`adbe.pkcs7.detached`).
    static let pdf = SignatureLevels(
        plain: "PDF", basic: "PDF", baseline: "PKCS7", needsCertificateReference: false)
}
