public import PKI

extension SignerReport {
    /// Reads the signer out of a certificate (domain.md section 2.3).
    ///
    /// - Parameter isAuthority: the chain ends in an anchor of `certs/authorities`.
    public init(_ certificate: Certificate, isAuthority: Bool) {
        let identifiers = Self.identifiers(of: certificate.subject)
        self.init(
            subject: certificate.subject.text, issuer: certificate.issuer.text,
            serial: certificate.serialNumber.hexadecimal.uppercased(),
            certificateSha256: certificate.sha256.hexadecimal, identifiers: identifiers,
            kind: Self.kind(identifiers, isAuthority: isAuthority),
            commonName: certificate.subject.values(.commonName).last)
    }

    /// Prefixes that number a person.
    private static let personal: Set<String> = ["CCCD", "CMND", "HC", "BHXH", "PID", "PPID"]
    /// Prefixes that number an organisation (MNS: an agency's budget code).
    private static let organisational: Set<String> = ["MST", "TIN", "MNS"]

    /// `SCHEME:number` values of UID and serialNumber, in the order of the name. A value with another prefix, or with
    /// anything but letters, digits and `-` behind it, names nobody.
    static func identifiers(of name: DistinguishedName) -> [String] {
        name.attributes.compactMap { attribute in
            guard attribute.type == .userID || attribute.type == .serialNumber else { return nil }
            let parts = attribute.value.utf8.split(
                separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let scheme = String(parts[0]),
                personal.contains(scheme) || organisational.contains(scheme), !parts[1].isEmpty,
                parts[1].allSatisfy(isIdentifierCharacter)
            else { return nil }
            return attribute.value
        }
    }

    private static func isIdentifierCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func kind(_ identifiers: [String], isAuthority: Bool) -> Kind {
        let schemes = identifiers.map { String($0.prefix { $0 != ":" }) }
        let isPerson = schemes.contains { personal.contains($0) }
        let isOrganisation = schemes.contains { organisational.contains($0) }
        switch (isPerson, isOrganisation) {
        case (true, true): return .employee
        case (true, false): return .personal
        case (false, true): return isAuthority ? .authority : .organisation
        case (false, false): return isAuthority ? .authority : .unknown
        }
    }
}
