import CanonicalJSON

/// The signed evidence of a statement: its files in the owner's space, and the verdict with the kept report.
public struct ConsentEvidence: Hashable, Sendable {
    /// The signature file, and the statement where it stands beside.
    public let files: [DepositedFile]
    public let verdict: VerdictSummary

    init(files: [DepositedFile], verdict: VerdictSummary) {
        self.files = files
        self.verdict = verdict
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        guard let listed = json["files"]?.array, (1...2).contains(listed.count) else {
            throw VaultError(.partMalformed, ["field": "files"])
        }
        var files: [DepositedFile] = []
        for file in listed { files.append(try DepositedFile(file)) }
        guard let verdict = json["verdict"] else { throw VaultError(.partMalformed, ["field": "verdict"]) }
        self.init(files: files, verdict: try VerdictSummary(verdict))
    }

    var json: JSON { ["files": .array(files.map(\.json)), "verdict": verdict.json] }
}

/// An owner's consent as the log holds it: the terms that were signed, and the signature.
///
///     {"evidence":{"files":[…],"verdict":{…}},"kind":"consent","terms":{…},"v":1}
public struct Consent: Hashable, Sendable {
    static let kind = "consent"

    public let terms: ConsentTerms
    public let evidence: ConsentEvidence

    init(terms: ConsentTerms, evidence: ConsentEvidence) {
        self.terms = terms
        self.evidence = evidence
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        guard let terms = json["terms"], let read = try? ConsentTerms(bytes: terms.canonicalBytes) else {
            throw VaultError(.partMalformed, ["field": "terms"])
        }
        guard let evidence = json["evidence"] else { throw VaultError(.partMalformed, ["field": "evidence"]) }
        self.init(terms: read, evidence: try ConsentEvidence(evidence))
    }

    var json: JSON {
        ["evidence": evidence.json, "kind": .string(Self.kind), "terms": terms.json, "v": 1]
    }
}
