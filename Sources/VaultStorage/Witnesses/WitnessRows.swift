import GRDB
import PKI
import TransparencyLog
import VaultCore

/// What witnesses cosigned: rows of the table `local`, each a signed note.
///
/// `cosigned` is the newest that a quorum has; `witness-<sha256 of its key>` is each one's newest, so that the next proof
/// begins there.
struct WitnessRows {
    let identity: VaultIdentity
    let witnesses: VaultWitnesses

    private var reader: LogReader { LogReader(identity: identity) }

    static func name(of witness: VaultWitness) -> String {
        LocalState.witnessPrefix + Digest.sha256(of: Array(witness.key.text.utf8)).hexadecimal
    }

    /// Whether a row of `local` has the name of one of these.
    static func isName(_ name: String) -> Bool {
        if name == LocalState.cosigned { return true }
        guard name.hasPrefix(LocalState.witnessPrefix) else { return false }
        return Digest("sha256:" + name.dropFirst(LocalState.witnessPrefix.count)) != nil
    }

    /// All of them, by name.
    static func all(_ database: Database) throws -> [(name: String, note: [UInt8])] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, value FROM local WHERE name = ? OR name >= ? AND name < ? ORDER BY name",
            arguments: [LocalState.cosigned, LocalState.witnessPrefix, LocalState.witnessPrefix + "~"])
        return rows.map { row in (row["name"], Array((row["value"] as String).utf8)) }
    }

    /// The newest that a quorum had, as it is kept.
    static func cosigned(_ database: Database) throws -> [UInt8]? {
        try LocalState.value(LocalState.cosigned, database).map { Array($0.utf8) }
    }

    /// - Returns: nil also for one whose log key was compromised since and does not count for its size: the witnesses are asked
    ///   again.
    /// - Throws: `INTEGRITY_FAILURE` where it is not what was kept.
    func cosigned(_ database: Database) throws -> CosignedCheckpoint? {
        guard let bytes = try Self.cosigned(database) else { return nil }
        do {
            return try CosignedCheckpoint(bytes, reader: reader, witnesses: witnesses.keys)
        } catch {
            let ownReader = LogReader(identity: identity, isOfOwnLog: true)
            _ = try CosignedCheckpoint(bytes, reader: ownReader, witnesses: witnesses.keys)
            return nil
        }
    }

    func newest(of witness: VaultWitness, _ database: Database) throws -> [UInt8]? {
        try value(Self.name(of: witness), database)
    }

    /// Takes in what one witness cosigned. Sizes only grow, whoever asked for it.
    func keep(_ note: SignedNote, of witness: VaultWitness, _ database: Database) throws {
        let given = try CosignedCheckpoint(note.bytes, reader: reader, witnesses: witnesses.keys)
        let before = try newest(of: witness, database).flatMap { try? checkpoint($0) }
        if before.map({ $0.size <= given.size }) ?? true { try set(Self.name(of: witness), note.bytes, database) }

        // The others' lines over the same text, and those of an earlier round. A line that is none is left behind.
        var lines: [NoteSignature] = []
        for (_, bytes) in try Self.all(database) {
            guard let other = try? SignedNote(parsing: bytes), other.text.utf8.elementsEqual(note.text.utf8) else {
                continue
            }
            lines += other.lines(by: witnesses.keys)
        }
        let joined = try CosignedCheckpoint(note.joining(lines).bytes, reader: reader, witnesses: witnesses.keys)
        guard joined.cosignatures.count >= max(witnesses.quorum, 1) else { return }
        // What does not read any more is no reason to keep it.
        let kept = try Self.cosigned(database).flatMap { try? checkpoint($0) }
        guard kept.map({ $0.size <= joined.size }) ?? true else { return }
        try set(LocalState.cosigned, joined.note.bytes, database)
    }

    private func checkpoint(_ bytes: [UInt8]) throws -> CosignedCheckpoint {
        try CosignedCheckpoint(bytes, reader: reader, witnesses: [])
    }

    private func value(_ name: String, _ database: Database) throws -> [UInt8]? {
        try LocalState.value(name, database).map { Array($0.utf8) }
    }

    private func set(_ name: String, _ note: [UInt8], _ database: Database) throws {
        // A note is UTF-8 by its form.
        try LocalState.set(name, String(decoding: note, as: UTF8.self), database)
    }
}
