import PKI

@testable import Signatures

/// A certificate's subject, and what is read out of it: the same reading as of a certificate's own, without the DER.
struct Subject {
    var attributes: [CertificateTemplate.NameAttribute]

    init(_ attributes: [CertificateTemplate.NameAttribute]) { self.attributes = attributes }

    var signer: SignerReport {
        let identifiers = SubjectIdentifiers(attributes.map { .init(type: $0.type, value: $0.value) })
        return SignerReport(
            subject: "", issuer: "", serial: "01", certificateSha256: "", identifiers: identifiers.values,
            hasDoubtfulIdentifiers: identifiers.isDoubtful, kind: .unknown, commonName: nil)
    }
}
