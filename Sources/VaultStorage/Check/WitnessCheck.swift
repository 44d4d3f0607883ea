import TransparencyLog
import VaultCore

/// Checks what is kept of witnesses: that the log's key and they signed it, and that it tells of this log.
struct WitnessCheck {
    let stores: CheckedStores

    func run() throws -> [Finding] {
        // A file that cannot be understood is a finding of its own.
        let witnesses = (try? VaultWitnesses(stores.layout)) ?? .none
        let reader = LogReader(identity: stores.identity, isOfOwnLog: true)
        // Asked together: what was cosigned was committed before.
        let (rows, size) = try stores.database.read { (try WitnessRows.all($0), try LogRow($0).size) }
        var findings: [Finding] = []
        for row in rows {
            let facts = ["table": "local", "name": row.name]
            guard let kept = try? CosignedCheckpoint(row.note, reader: reader, witnesses: witnesses.keys),
                isSigned(row, kept, witnesses)
            else {
                findings.append(Finding(.cosignatureInvalid, facts))
                continue
            }
            if kept.size > size {
                findings.append(
                    Finding(
                        .rollback,
                        facts.merging(["outside": String(kept.size), "committed": String(size)]) { own, _ in own }))
            } else if let root = try root(of: kept.size), root != kept.checkpoint.root {
                findings.append(Finding(.fork, facts.merging(["size": String(kept.size)]) { own, _ in own }))
            }
        }
        return findings
    }

    /// A row of a witness has that one's line; what an earlier witness signed cannot be judged any more, but it is a
    /// checkpoint of the log.
    private func isSigned(
        _ row: (name: String, note: [UInt8]), _ kept: CosignedCheckpoint, _ witnesses: VaultWitnesses
    ) -> Bool {
        guard let witness = witnesses.all.first(where: { WitnessRows.name(of: $0) == row.name }) else {
            return (try? SignedNote(parsing: row.note)).map { $0.signatures.count > 1 } ?? false
        }
        return kept.cosignatures.contains { $0.witness == witness.key }
    }

    /// The log's root at a size, from its tiles; nil where they do not give it, which is a finding of their own.
    private func root(of size: UInt64) throws -> MerkleHash? {
        do { return try TreeProof.root(size: size, reader: stores.logFiles) } catch is TileError { return nil }
    }
}
