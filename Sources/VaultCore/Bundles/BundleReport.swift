public import CanonicalJSON
public import PKI
public import Signatures

/// What a verifier found out about a copy bundle: container, seal, receipt and document each apart.
public struct BundleReport: Sendable {
    /// One of the parts.
    public struct Part: Sendable, Hashable {
        public internal(set) var indication = Indication.totalPassed
        public internal(set) var subIndication: SubIndication?
        public internal(set) var reasons: [Reason] = []

        mutating func fail(
            _ indication: Indication, _ subIndication: SubIndication?, _ code: String, _ facts: [String: String] = [:]
        ) {
            reasons.append(Reason(code, facts))
            guard BundleReport.weight(indication) > BundleReport.weight(self.indication) else { return }
            self.indication = indication
            self.subIndication = subIndication
        }

        /// Not looked at, since what it would have to rest on is not there.
        static var unchecked: Part {
            var part = Part()
            part.fail(.indeterminate, nil, "BUNDLE_NOT_CHECKED")
            return part
        }
    }

    /// The vault's id, as the bundle states it; nil where it states none.
    public internal(set) var vault: String?
    public internal(set) var container = Part()
    public internal(set) var seal = Part.unchecked
    public internal(set) var receipt = Part.unchecked
    public internal(set) var document = Part.unchecked
    /// What the receipt proves; nil unless it passed.
    public internal(set) var statement: ReceiptStatement?
    /// When the seal claims to have been made; shown, never used.
    public internal(set) var claimedSealingTime: Instant?
    /// Until when the seal can be verified as it is; nil where a timestamp carries it further, or nothing is known.
    public internal(set) var verifiableUntil: Instant?
    /// The document's own signatures, validated again by the verifier.
    public internal(set) var validation: ValidationReport?
    /// The names of the document's files, the signed file first.
    public internal(set) var files: [String] = []
    /// The names of the files that the signatures may cover, as indices in `validation` count them.
    public var contents: [String] { Array(files.dropFirst()) }
    /// What an authority certified of the copy, held against the signatures; nil where the record says nothing of it.
    public internal(set) var certification: BundleCertification?
    /// The bundle's `report.json`: what the vault says that it found. Shown as its statement, never a verdict.
    public internal(set) var statedByVault: ValidationReport?

    /// The worst of the parts.
    public var indication: Indication {
        [container, seal, receipt, document].map(\.indication).max { Self.weight($0) < Self.weight($1) }
            ?? .indeterminate
    }

    static func weight(_ indication: Indication) -> Int {
        switch indication {
        case .totalPassed: 0
        case .noSignatureFound: 1
        case .indeterminate: 2
        case .totalFailed: 3
        }
    }

    /// The member `bundle` of `kho.verify/1` (design.md section 8), with the reasons of each part; `addingTo` as in
    /// `ValidationReport.document`.
    public func json(addingTo reasonMembers: (Reason) -> JSON.Object = { _ in [:] }) -> JSON {
        var object: JSON.Object = [
            "container": .object(container.json(reasonMembers)), "document": .object(document.json(reasonMembers)),
            "seal": .object(seal.json(reasonMembers)),
        ]
        var receipt = receipt.json(reasonMembers)
        if let statement {
            receipt["index"] = JSON(exactly: statement.index)
            receipt["time"] = .string(statement.time.description)
            receipt["witnessed"] = .bool(statement.isWitnessed)
        }
        object["receipt"] = .object(receipt)
        object["certification"] = certification.map { .object($0.json(reasonMembers)) }
        object["vault"] = vault.map(JSON.string)
        object["verifiableUntil"] = verifiableUntil.map { .string($0.description) }
        if let statedByVault { object["statedByVault"] = .string(statedByVault.indication.rawValue) }
        return .object(object)
    }
}

extension BundleReport.Part {
    func json(_ reasonMembers: (Reason) -> JSON.Object) -> JSON.Object {
        var object: JSON.Object = ["indication": .string(indication.rawValue)]
        object["subIndication"] = subIndication.map { .string($0.rawValue) }
        if !reasons.isEmpty { object["reasons"] = .array(reasons.map { $0.document(addingTo: reasonMembers) }) }
        return object
    }
}
