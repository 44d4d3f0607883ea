public import Signatures

/// `vault-data/policy`: what a vault refuses beyond the built-in table. It has no way to say *accept*.
///
/// One rule a line, `#` begins a comment: `refuse SUBINDICATION`, or `refuse PENDING` for every one that would be
/// awaited.
public struct AdmissionPolicy: Hashable, Sendable {
    public let refused: Set<SubIndication>

    /// Nothing beyond the built-in table.
    public static let builtIn = AdmissionPolicy(refused: [])

    public init(refused: Set<SubIndication>) { self.refused = refused }

    /// - Throws: `POLICY_MALFORMED` with the line; a rule that is not understood is never passed over.
    public init(parsing text: String) throws(VaultError) {
        var refused: Set<SubIndication> = []
        for (number, line) in RuleLines(text) {
            guard line.count == 2, line[0] == "refuse" else {
                throw VaultError(.policyMalformed, ["line": String(number)])
            }
            if line[1] == "PENDING" {
                refused.formUnion(Admission.awaited)
            } else if let subIndication = SubIndication(rawValue: line[1]) {
                refused.insert(subIndication)
            } else {
                throw VaultError(.policyMalformed, ["line": String(number)])
            }
        }
        self.refused = refused
    }
}
