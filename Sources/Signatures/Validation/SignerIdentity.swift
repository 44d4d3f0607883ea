public import PKI

extension SignerReport {
    /// Reads the signer out of a certificate (domain.md section 2.3).
    ///
    /// - Parameter isAuthority: the chain ends in an anchor of `certs/authorities`.
    public init(_ certificate: Certificate, isAuthority: Bool) {
        let identifiers = SubjectIdentifiers(certificate.subject.attributes)
        self.init(
            subject: certificate.subject.text, issuer: certificate.issuer.text,
            serial: certificate.serialNumber.hexadecimal.uppercased(),
            certificateSha256: certificate.sha256.hexadecimal, identifiers: identifiers.values,
            hasDoubtfulIdentifiers: identifiers.isDoubtful, kind: Self.kind(identifiers, isAuthority: isAuthority),
            commonName: certificate.subject.values(.commonName).last)
    }

    private static func kind(_ identifiers: SubjectIdentifiers, isAuthority: Bool) -> Kind {
        let schemes = identifiers.values.compactMap(SubjectIdentifiers.scheme)
        let isPerson = schemes.contains(where: \.isPersonal)
        let isOrganisation = schemes.contains { !$0.isPersonal }
        switch (isPerson, isOrganisation) {
        case (true, true): return .employee
        case (true, false): return .personal
        case (false, true): return isAuthority ? .authority : .organisation
        case (false, false): return isAuthority ? .authority : .unknown
        }
    }
}
