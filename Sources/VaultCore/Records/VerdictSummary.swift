public import CanonicalJSON
public import PKI
public import Signatures

/// What a record says of the validation that let the document in; the whole report is an object of its own.
public struct VerdictSummary: Hashable, Sendable {
    public let indication: Indication
    public let subIndication: SubIndication?
    /// How many signatures the document has.
    public let signatures: Int
    public let validationTime: Instant
    /// Of the kept `report.json`.
    public let report: Digest
    /// The trust snapshot that the verdict rests on, `sha256:…`.
    public let trustSnapshot: String
    /// How those who signed stand to the owner; nil where nobody did, and in records from before it was kept.
    public let signerMatch: SignerMatch?

    public init(
        indication: Indication, subIndication: SubIndication?, signatures: Int, validationTime: Instant,
        report: Digest, trustSnapshot: String, signerMatch: SignerMatch? = nil
    ) {
        self.indication = indication
        self.subIndication = subIndication
        self.signatures = signatures
        self.validationTime = validationTime
        self.report = report
        self.trustSnapshot = trustSnapshot
        self.signerMatch = signerMatch
    }

    /// The summary of a report: its indication, and the first sub-indication of the worst signature.
    init(_ report: ValidationReport, digest: Digest, owner: OwnerIdentity) {
        self.init(
            indication: report.indication,
            subIndication: report.signatures.first { $0.indication == report.indication }?.subIndication,
            signatures: report.signatures.count, validationTime: report.validationTime, report: digest,
            trustSnapshot: report.trustSnapshot,
            signerMatch: report.signatures.isEmpty ? nil : Admission.match(report, owner: owner))
    }

    /// - Throws: `PART_MALFORMED`.
    init(_ json: JSON) throws(VaultError) {
        guard let indication = json["indication"]?.string.flatMap(Indication.init(rawValue:)),
            let signatures = json["signatures"]?.integer.flatMap({ Int(exactly: $0) }), signatures >= 0,
            let time = json["validationTime"]?.string.flatMap({ Instant($0) }),
            let report = json["report"]?.string.flatMap(Digest.init), let snapshot = json["trustSnapshot"]?.string
        else { throw VaultError(.partMalformed, ["field": "verdict"]) }
        self.init(
            indication: indication,
            subIndication: json["subIndication"]?.string.flatMap(SubIndication.init(rawValue:)),
            signatures: signatures, validationTime: time, report: report, trustSnapshot: snapshot,
            signerMatch: json["signerMatch"]?.string.flatMap(SignerMatch.init(rawValue:)))
    }

    public var json: JSON {
        var object: JSON.Object = [
            "indication": .string(indication.rawValue), "report": .string(report.description),
            "signatures": .integer(Int64(signatures)), "trustSnapshot": .string(trustSnapshot),
            "validationTime": .string(validationTime.description),
        ]
        if let subIndication { object["subIndication"] = .string(subIndication.rawValue) }
        if let signerMatch { object["signerMatch"] = .string(signerMatch.rawValue) }
        return .object(object)
    }
}
