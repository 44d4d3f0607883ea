import CanonicalJSON
public import PKI

/// A certificate that may seal for a vault, and the time in which it may.
public struct SealCertificate: Hashable, Sendable {
    public let der: [UInt8]
    public let notBefore: Instant
    public let notAfter: Instant

    public init(der: [UInt8], notBefore: Instant, notAfter: Instant) {
        self.der = der
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    init?(_ json: JSON) {
        guard let der = json["certificate"]?.string.flatMap({ Base64.decode($0) }), !der.isEmpty,
            let notBefore = json["notBefore"]?.string.flatMap({ Instant($0) }),
            let notAfter = json["notAfter"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(der: der, notBefore: notBefore, notAfter: notAfter)
    }

    var json: JSON {
        [
            "certificate": .string(Base64.encode(der)), "notAfter": .string(notAfter.description),
            "notBefore": .string(notBefore.description),
        ]
    }
}
