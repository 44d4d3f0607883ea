import VaultCore

extension SQLiteRecordStore {
    func witnessed() async throws -> WitnessedState {
        try await pool.run {
            let witnesses = try VaultWitnesses(layout)
            guard !witnesses.all.isEmpty else { return .none }
            let identity = try VaultIdentity(bytes: StoredIdentity(layout, database).bytes)
            let rows = WitnessRows(identity: identity, witnesses: witnesses)
            return WitnessedState(quorum: witnesses.quorum, newest: try database.read { try rows.cosigned($0) })
        }
    }
}
