import VaultCore

extension SQLiteRecordStore {
    /// Commits a change of keys: its record, the state of the log that it leads to, and the new `vault.json`, all or nothing.
    /// - Throws: `LOG_CONFLICT` where the committed size is another than expected.
    func rotate(_ entry: RotationEntry, expecting expected: UInt64, _ pending: PendingRotation) async throws {
        try await pool.run {
            try database.write { connection in
                guard try LogRow(entry.state).replace(expecting: expected, connection) else {
                    throw VaultError(.logConflict, ["expected": String(expected)])
                }
                try RecordRow(entry.record).insert(connection)
                try CatalogueRows(entry.record).insert(connection)
                try pending.insert(connection)
            }
        }
    }
}
