/// The lowest level of sensitivity that a document may have, by its paper's type: `vault-data/policy` adds types and
/// raises levels, and lowers none.
public struct SensitivityRules: Hashable, Sendable {
    /// Papers whose image is sensitive personal data (Decree 356/2025): identity cards old and new, passports.
    private static let identityPapers = [
        "CCCD", "CMND", "CC", "HC", "căn cước công dân", "chứng minh nhân dân", "căn cước", "hộ chiếu",
    ]

    private var levels: [String: Sensitivity] = [:]

    /// What no policy can loosen.
    public static let builtIn: SensitivityRules = {
        var rules = SensitivityRules()
        for type in identityPapers { rules.levels[key(type)] = .restricted }
        return rules
    }()

    /// - Returns: whether the rule is at least as strict as the one that was there.
    mutating func demand(_ level: Sensitivity, of type: String) -> Bool {
        let key = Self.key(type)
        if let present = levels[key], level < present { return false }
        levels[key] = level
        return true
    }

    /// The lowest level for a document. An owner's identity (category 1) is personal data in every form.
    func least(_ category: Category, _ type: String?) -> Sensitivity {
        let byCategory: Sensitivity = category == .ownerIdentity ? .restricted : .open
        return max(byCategory, type.flatMap { levels[Self.key($0)] } ?? .open)
    }

    /// Types are compared without regard to case and blanks around and between words.
    private static func key(_ type: String) -> String {
        type.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Admission {
    /// The level that a new version gets.
    ///
    /// - Returns: nil where the request asks for less than the rules want for the paper, or wanted for the version before.
    func sensitivity(of request: DepositRequest, after earlier: DocumentDescription?) -> Sensitivity? {
        let least = leastSensitivity(of: request, after: earlier)
        if let asked = request.sensitivity { return asked < least ? nil : asked }
        return max(earlier?.sensitivity ?? .usual, least)
    }

    /// A replacement that leaves the paper's type out does not get below it.
    func leastSensitivity(of request: DepositRequest, after earlier: DocumentDescription?) -> Sensitivity {
        let rules = policy.sensitivity
        return max(
            rules.least(request.category, request.details.paperType),
            rules.least(request.category, earlier?.details.paperType))
    }
}
