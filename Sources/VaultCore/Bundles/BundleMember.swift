import Signatures

/// The members of a copy bundle beside the document's own files (design.md section 7).
enum BundleMember {
    static let mediaType = "mimetype"
    static let record = "record.json"
    static let report = "report.json"
    static let manifest = "META-INF/ASiCManifest001.xml"
    static let signature = "META-INF/signature001.p7s"
    static let evidenceFolder = "evidence"
    static let signatureFolder = "META-INF"

    /// The receipt's files; its shared part is `record.json`.
    static let receipt: [Receipt.Member] = [
        .sharedSalt, .privateHash, .leaf, .proof, .identity, .identitySeal,
    ]

    static let metadata = [record, report] + receipt.map(\.rawValue)

    /// What no file of the document may be called: the bundle's own members, and their folders.
    static let reserved = metadata + [mediaType, evidenceFolder, signatureFolder]

    /// `evidence/<sha256>.<kind>`
    static func evidence(_ kind: EvidenceReport.Kind, sha256: String) -> String {
        "\(evidenceFolder)/\(sha256).\(fileExtension(kind))"
    }

    static func isEvidence(_ name: String) -> Bool { name.utf8.starts(with: (evidenceFolder + "/").utf8) }

    /// The kind and digest that an evidence member's name states.
    static func evidence(named name: String) -> (kind: EvidenceReport.Kind, sha256: String)? {
        for kind in [EvidenceReport.Kind.certificate, .crl, .ocsp, .timestamp] {
            let digits = String(name.dropFirst(evidenceFolder.count + 1).prefix(64))
            if evidence(kind, sha256: digits).utf8.elementsEqual(name.utf8) { return (kind, digits) }
        }
        return nil
    }

    private static func fileExtension(_ kind: EvidenceReport.Kind) -> String {
        switch kind {
        case .certificate: "cer"
        case .crl: "crl"
        case .ocsp: "ors"
        case .timestamp: "tsr"
        }
    }

    /// The media type of a member that is not one of the document's files.
    static func mediaType(of name: String) -> String {
        if let evidence = evidence(named: name) {
            return switch evidence.kind {
            case .certificate: "application/pkix-cert"
            case .crl: "application/pkix-crl"
            case .ocsp: "application/ocsp-response"
            case .timestamp: "application/timestamp-reply"
            }
        }
        if name.hasSuffix(".json") { return "application/json" }
        if name.hasSuffix(".p7s") { return "application/pkcs7-signature" }
        return name.hasSuffix(".salt") ? "application/octet-stream" : "text/plain"
    }
}
