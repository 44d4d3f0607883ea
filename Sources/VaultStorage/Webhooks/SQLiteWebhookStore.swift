import CanonicalJSON
import GRDB
import VaultCore

/// How far each webhook was told: rows `webhook-<name>` of the table `local`.
struct SQLiteWebhookStore: WebhookStore {
    let database: CatalogueDatabase
    let pool: any BlockingPool

    func progress() async throws -> [String: WebhookProgress] {
        try await pool.run { [database] in
            let rows = try database.read {
                try Row.fetchAll(
                    $0, sql: "SELECT name, value FROM local WHERE name >= ? AND name < ?",
                    arguments: [LocalState.webhookPrefix, LocalState.webhookPrefix + "~"])
            }
            return try rows.reduce(into: [:]) { found, row in
                let name: String = row["name"]
                found[String(name.dropFirst(LocalState.webhookPrefix.count))] = try Self.progress(row["value"])
            }
        }
    }

    func progress(of webhook: String) async throws -> WebhookProgress? {
        try await pool.run { [database] in
            try database.read { try LocalState.value(LocalState.webhookPrefix + webhook, $0) }.map(Self.progress)
        }
    }

    @discardableResult
    func update<Value: Sendable>(
        _ webhook: String, _ change: @escaping @Sendable (inout WebhookProgress?) throws -> Value
    ) async throws -> Value {
        let name = LocalState.webhookPrefix + webhook
        return try await pool.run { [database] in
            try database.write { connection in
                let before = try LocalState.value(name, connection).map(Self.progress)
                var progress = before
                let value = try change(&progress)
                if let progress, progress != before {
                    try LocalState.set(name, progress.json.text, connection)
                } else if progress == nil, before != nil {
                    try LocalState.remove(name, connection)
                }
                return value
            }
        }
    }

    private static func progress(_ text: String) throws -> WebhookProgress {
        guard let progress = WebhookProgress(Array(text.utf8)) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "webhook"])
        }
        return progress
    }

    /// Whether a row of `local` is one of these.
    static func isRow(name: String, value: String) -> Bool {
        name.hasPrefix(LocalState.webhookPrefix) && WebhookProgress(Array(value.utf8)) != nil
    }
}
