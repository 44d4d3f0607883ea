import VaultCore

/// Checks that `policy` and `roles` are there and can be understood, and `calendar`, `scopes`, `webhooks`, `witnesses` and
/// `sources` where they are there: a vault without them goes by the built-in days and the scope `all`, tells nobody and asks
/// nobody else. What they say is the operator's, so no change that can be understood is one to report.
struct RulesCheck {
    let layout: VaultLayout
    /// The vault's id.
    let vault: String

    private static let optional: Set<String> = ["calendar", "scopes", "webhooks", "witnesses", "sources"]

    func run() throws -> [Finding] {
        try [
            ("policy", layout.policy, { _ = try AdmissionPolicy(parsing: $0) }),
            ("roles", layout.roles, { _ = try Roles(parsing: $0) }),
            ("calendar", layout.calendar, { _ = try WorkingCalendar(parsing: $0) }),
            ("scopes", layout.scopes, { _ = try ManifestScopes(parsing: $0) }),
            ("webhooks", layout.webhooks, { _ = try WebhookList(parsing: $0) }),
            ("witnesses", layout.witnesses, { _ = try VaultWitnesses(parsing: $0) }),
            ("sources", layout.sources, { _ = try ResolutionSources(parsing: $0, of: vault) }),
        ].compactMap { (name: String, path: String, parse: (String) throws -> Void) in
            let bytes = try SmallFile.read(path)
            if bytes == nil, Self.optional.contains(name) { return nil }
            do {
                guard let text = bytes.map({ String(decoding: $0, as: UTF8.self) }) else {
                    return Finding(.rulesUnreadable, ["file": name])
                }
                try parse(text)
                return nil
            } catch {
                return Finding(.rulesUnreadable, ["file": name])
            }
        }
    }
}
