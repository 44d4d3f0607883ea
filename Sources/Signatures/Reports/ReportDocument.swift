public import CanonicalJSON
import PKI

/// A report as JSON (design.md section 8, schema `kho.verify/1`): codes and facts, no sentences, no time of checking, so
/// that equal inputs give equal bytes of a kept `report.json`. What is not known is absent, never null.
extension ValidationReport {
    public static let schema = "kho.verify/1"

    /// - Parameters:
    ///   - file: the signed file's name as given.
    ///   - sha256: of the signed file, hexadecimal.
    ///   - contents: the names of the contents that the validator was given, in the same order.
    ///   - addingTo: members to add to each reason where the report is shown (`vi`, `en`); none where it is kept.
    public func document(
        file: String? = nil, sha256: String? = nil, contents: [String] = [],
        addingTo reasonMembers: (Reason) -> JSON.Object = { _ in [:] }
    ) -> JSON {
        var object: JSON.Object = [
            "documentTimestamps": .array(documentTimestamps.map { $0.document(reasonMembers) }),
            "evidence": .array(evidence.map(\.document)),
            "indication": .string(indication.rawValue),
            "schema": .string(Self.schema),
            "signatures": .array(signatures.map { $0.document(reasonMembers) }),
            "trustSnapshot": .string(trustSnapshot),
            "unsignedFiles": JSON(uncoveredContents.map { contents.indices.contains($0) ? contents[$0] : "#\($0)" }),
            "validationTime": .string(validationTime.description),
        ]
        object["file"] = file.map(JSON.string)
        object["sha256"] = sha256.map(JSON.string)
        object["format"] = format.map(JSON.string)
        if !missingEvidence.isEmpty { object["missingEvidence"] = .array(missingEvidence.map(\.document)) }
        return .object(object)
    }
}

extension SignatureReport {
    fileprivate func document(_ reasonMembers: (Reason) -> JSON.Object) -> JSON {
        var object: JSON.Object = [
            "coversWholeFile": .bool(coversWholeFile),
            "digestAlgorithm": .string(digestAlgorithm),
            "id": .string(id),
            "indication": .string(indication.rawValue),
            "intact": .bool(intact),
            "level": .string(level),
            "policyFlags": JSON(policyFlags),
            "reasons": .array(reasons.map { $0.document(addingTo: reasonMembers) }),
            "signatureAlgorithm": .string(signatureAlgorithm),
            "timestamps": .array(timestamps.map { $0.document(reasonMembers) }),
        ]
        object["subIndication"] = subIndication.map { .string($0.rawValue) }
        object["changesAfterSigning"] = changesAfterSigning.map { .string($0.rawValue) }
        object["signer"] = signer?.document
        object["claimedSigningTime"] = claimedSigningTime.map { .string($0.description) }
        object["bestSignatureTime"] = bestSignatureTime.map { .string($0.description) }
        object["counterSignatureOf"] = counterSignatureOf.map(JSON.string)
        object["coveredContent"] = coveredContent.flatMap { JSON(exactly: $0) }
        object["coversUntil"] = coversUntil.flatMap { JSON(exactly: $0) }
        object["statement"] = statement.map(JSON.string)
        object["anchor"] = anchor.map { ["purpose": .string($0.purpose), "sha256": .string($0.sha256)] }
        return .object(object)
    }
}

extension SignerReport {
    fileprivate var document: JSON {
        var object: JSON.Object = [
            "certificateSha256": .string(certificateSha256),
            "class": .string(kind.rawValue),
            "identifiers": JSON(identifiers),
            "issuer": .string(issuer),
            "serial": .string(serial),
            "subject": .string(subject),
        ]
        object["commonName"] = commonName.map(JSON.string)
        if hasDoubtfulIdentifiers { object["doubtfulIdentifiers"] = true }
        return .object(object)
    }
}

extension TimestampReport {
    fileprivate func document(_ reasonMembers: (Reason) -> JSON.Object) -> JSON {
        var object: JSON.Object = [
            "indication": .string(indication.rawValue),
            "kind": .string(kind.rawValue),
            "reasons": .array(reasons.map { $0.document(addingTo: reasonMembers) }),
        ]
        object["subIndication"] = subIndication.map { .string($0.rawValue) }
        object["time"] = time.map { .string($0.description) }
        return .object(object)
    }
}

extension Reason {
    /// `{"code", "facts", "weight"}` and whatever is added.
    public func document(addingTo reasonMembers: (Reason) -> JSON.Object) -> JSON {
        var known: JSON.Object = [:]
        // Facts are named by the sources; a name that is no JSON key could not have been read back either.
        for (name, value) in facts where JSON.Object.isKey(name) { known[name] = .string(value) }
        var object = reasonMembers(self)
        object["code"] = .string(code)
        object["facts"] = .object(known)
        object["weight"] = .string(weight.rawValue)
        return .object(object)
    }
}

extension EvidenceReport {
    fileprivate var document: JSON {
        ["kind": .string(kind.rawValue), "sha256": .string(sha256), "source": .string(source.rawValue)]
    }
}

extension MissingEvidence {
    fileprivate var document: JSON {
        [
            "addresses": JSON(addresses), "certificateSha256": .string(certificateSha256),
            "issuer": .string(issuer), "kind": .string(kind.rawValue),
        ]
    }
}
