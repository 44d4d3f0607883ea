import GRDB
import PKI
import VaultCore

/// Empties records within the transaction that commits their tombstone: parts, salts, and every row that derived from
/// them; and writes down what is left to take away behind it.
struct RecordErasing {
    private let erasure: Erasure
    private let tombstone: UInt64

    /// Records that are looked through at once for another that refers to an object.
    private static let stretch: Int64 = 4096

    init(_ erasure: Erasure, tombstone: UInt64) {
        self.erasure = erasure
        self.tombstone = tombstone
    }

    /// - Throws: `INTEGRITY_FAILURE` where a record that is named is not there whole.
    func run(_ database: Database) throws {
        // What is deleted is written over in the file's pages, and not only taken out of their lists.
        try database.execute(sql: "PRAGMA secure_delete = ON")
        var objects: Set<ObjectReference> = []
        var owners: Set<String> = []
        for index in erasure.records {
            guard let row = try RecordRow.fetch(index..<(index + 1), database).first, row.tombstone == nil,
                let record = try? row.record(), record.commitment == record.leaf.commitment
            else { throw VaultError(.integrity, ["part": "record", "index": String(index)]) }
            objects.formUnion(record.objects)
            switch record.shared.content {
            case .document(let document): owners.insert(document.owner.description)
            case .consent(let consent): owners.insert(consent.terms.owner.description)
            // The other number's space may have been kept for the link's sake alone.
            case .ownerLink(let link): owners.formUnion([link.first.description, link.second.description])
            default: break
            }
            for table in CatalogueTable.goingWithRecord {
                try database.cachedStatement(sql: "DELETE FROM \(table.rawValue) WHERE record = ?")
                    .execute(arguments: [Int64(index)])
            }
            try IdempotencyRow.remove(of: index, database)
            try database.cachedStatement(
                sql: """
                    UPDATE record SET shared = x'', shared_salt = x'', private = x'', private_salt = x'' WHERE idx = ?
                    """
            ).execute(arguments: [Int64(index)])
        }
        let orphans = try release(objects, database)
        try releaseSpaces(of: owners, database)
        try ErasureWork(tombstone: tombstone, step: .files(orphans)).keep(database)
    }

    /// Passes each object on to the first record that still refers to it.
    /// - Returns: those that none refers to.
    private func release(_ objects: Set<ObjectReference>, _ database: Database) throws -> [ObjectReference] {
        let named = Set(erasure.records.map { Int64($0) })
        var waiting: [ObjectReference: Int64] = [:]
        for object in objects {
            let holder = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT record FROM object WHERE space = ? AND digest = ?"),
                arguments: [object.space.text, object.digest.hexadecimal])
            // Of an earlier record that stays.
            if let holder, named.contains(holder) { waiting[object] = holder }
        }
        var next = waiting.values.min() ?? 0
        let end = Int64(tombstone)
        while !waiting.isEmpty, next < end {
            for (object, holder) in waiting where holder < next + Self.stretch {
                guard let heir = try heir(of: object, in: next..<min(next + Self.stretch, end), database) else {
                    continue
                }
                try database.execute(
                    sql: "UPDATE object SET record = ? WHERE space = ? AND digest = ?",
                    arguments: [heir, object.space.text, object.digest.hexadecimal])
                waiting[object] = nil
            }
            next += Self.stretch
        }
        for object in waiting.keys {
            try database.execute(
                sql: "DELETE FROM object WHERE space = ? AND digest = ?",
                arguments: [object.space.text, object.digest.hexadecimal])
        }
        return Array(waiting.keys)
    }

    /// The first record of a range that refers to an object. Its parts name the digest, so that few are read as more than
    /// bytes.
    private func heir(
        of object: ObjectReference, in range: Range<Int64>, _ database: Database
    ) throws -> Int64? {
        let candidates = try Int64.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT idx FROM record
                    WHERE idx >= ?1 AND idx < ?2 AND (instr(private, ?3) > 0 OR instr(shared, ?3) > 0) ORDER BY idx
                    """),
            arguments: [
                range.lowerBound, range.upperBound, Array(object.digest.hexadecimal.utf8).databaseBytes,
            ])
        return try candidates.first { candidate in
            let index = UInt64(candidate)
            guard let record = try RecordRow.fetch(index..<(index + 1), database).first?.record() else { return false }
            return record.objects.contains(object)
        }
    }

    /// The space of an owner of whom nothing is left is nobody's any more.
    private func releaseSpaces(of owners: Set<String>, _ database: Database) throws {
        var owners = owners
        for space in erasure.spaces {
            let owner = try String.fetchOne(
                database, sql: "SELECT owner FROM space WHERE space = ?", arguments: [space.text])
            if let owner { owners.insert(owner) }
        }
        for owner in owners {
            // Links and serial numbers outlive documents; by the space all of it can still be erased.
            guard try !ErasureReach(database).isNamed(Owner(recorded: owner)) else { continue }
            try database.execute(sql: "DELETE FROM space WHERE owner = ?", arguments: [owner])
        }
    }
}
