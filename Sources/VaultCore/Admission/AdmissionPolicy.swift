public import Signatures

/// `vault-data/policy`: what a vault refuses beyond the built-in table. It has no way to say *accept*.
///
/// One rule a line, `#` begins a comment:
///
///     refuse SUBINDICATION      refuse PENDING for every one that would be awaited
///     sensitivity 3 TYPE        papers of this type have at least this level
///     access-interval 3600      how many seconds of accesses one digest in the log stands for
public struct AdmissionPolicy: Hashable, Sendable {
    public let refused: Set<SubIndication>
    public let sensitivity: SensitivityRules
    /// Seconds.
    public let accessInterval: Int

    /// Not so short that digests fill the log, not so long that what was changed in the journal goes unseen for months.
    static let accessIntervals = 60...(31 * 86400)
    public static let usualAccessInterval = 3600

    /// Nothing beyond the built-in table.
    public static let builtIn = AdmissionPolicy(refused: [])

    public init(refused: Set<SubIndication>, sensitivity: SensitivityRules = .builtIn) {
        self.refused = refused
        self.sensitivity = sensitivity
        accessInterval = Self.usualAccessInterval
    }

    /// - Throws: `POLICY_MALFORMED` with the line; a rule that is not understood, or that would loosen one before it, is never
    ///   passed over.
    public init(parsing text: String) throws(VaultError) {
        var refused: Set<SubIndication> = []
        var sensitivity = SensitivityRules.builtIn
        var interval: Int?
        for (number, line) in RuleLines(text) {
            let isUnderstood =
                switch line[0] {
                case "refuse": Self.refuse(line.dropFirst(), &refused)
                case "sensitivity": Self.demand(line.dropFirst(), &sensitivity)
                case "access-interval": interval == nil && Self.set(line.dropFirst(), &interval)
                default: false
                }
            if !isUnderstood { throw VaultError(.policyMalformed, ["line": String(number)]) }
        }
        self.refused = refused
        self.sensitivity = sensitivity
        accessInterval = interval ?? Self.usualAccessInterval
    }

    private static func set(_ words: ArraySlice<String>, _ interval: inout Int?) -> Bool {
        guard words.count == 1, let seconds = words.first.flatMap({ Int($0) }), accessIntervals.contains(seconds) else {
            return false
        }
        interval = seconds
        return true
    }

    private static func refuse(_ words: ArraySlice<String>, _ refused: inout Set<SubIndication>) -> Bool {
        guard words.count == 1, let word = words.first else { return false }
        if word == "PENDING" {
            refused.formUnion(Admission.awaited)
            return true
        }
        guard let subIndication = SubIndication(rawValue: word) else { return false }
        refused.insert(subIndication)
        return true
    }

    /// A type may have several words.
    private static func demand(_ words: ArraySlice<String>, _ rules: inout SensitivityRules) -> Bool {
        guard words.count >= 2, let level = words.first.flatMap({ Int($0) }).flatMap(Sensitivity.init(rawValue:)) else {
            return false
        }
        return rules.demand(level, of: words.dropFirst().joined(separator: " "))
    }
}
