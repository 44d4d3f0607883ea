/// How a signature dictionary's `/Contents` is to be read (ISO 32000-2 table 255, ETSI EN 319 142-1 clause 5.3).
enum PDFSubFilter: String, Sendable {
    /// A detached CMS.
    case detached = "adbe.pkcs7.detached"
    /// A detached CMS as CAdES profiles it: the form of PAdES.
    case cades = "ETSI.CAdES.detached"
    /// A timestamp token over the document.
    case timestamp = "ETSI.RFC3161"
    /// A CMS that holds the SHA-1 of the document as its content; deprecated since PDF 2.0.
    case sha1 = "adbe.pkcs7.sha1"
    /// A bare RSA signature over SHA-1; deprecated since PDF 2.0.
    case rsaSha1 = "adbe.x509.rsa_sha1"

    init?(_ dictionary: PDFDictionary) {
        guard let name = dictionary["SubFilter"]?.name, let known = PDFSubFilter(rawValue: name.text) else {
            return nil
        }
        self = known
    }
}
