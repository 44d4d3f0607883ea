import CanonicalJSON
import GRDB
import VaultCore

/// How far an erasure reaches: every record about the documents or the owner that are meant, by the catalogue.
struct ErasureReach {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// - Throws: `ERASURE_TOO_LARGE` with the limit.
    func extent(of scope: ErasureScope) throws -> ErasureExtent {
        let extent =
            switch scope {
            case .documents(let documents): try self.extent(of: documents)
            case .owner(let spaces): try self.extent(of: spaces)
            }
        guard max(extent.all.count, extent.documents.count) <= ErasureScope.maximumCount else {
            throw VaultError(.erasureTooLarge, ["limit": String(ErasureScope.maximumCount)])
        }
        return extent
    }

    private func extent(of documents: [DocumentID]) throws -> ErasureExtent {
        var present: [DocumentID] = []
        var owners: Set<Owner> = []
        var records: Set<Int64> = []
        for document in documents {
            let rows = try Row.fetchAll(
                database.cachedStatement(sql: "SELECT record, owner FROM document WHERE id = ?"),
                arguments: [document.text])
            guard !rows.isEmpty else { continue }
            present.append(document)
            for row in rows {
                records.insert(row["record"])
                owners.insert(try owner(row["owner"]))
            }
            records.formUnion(try all("SELECT record FROM document_event WHERE document = ?", document.text))
        }
        // What anybody asked of all of the owner's is about these too, and nobody could approve it any more.
        let numbers = try owners.reduce(into: Set()) {
            $0.formUnion(try OwnerLinkRows.identity(of: $1, database).identifiers)
        }
        let spaces = try numbers.compactMap { try SQLiteRecordStore.space(of: $0.description, database)?.text }
        return try extent(present, owners, records, targets: present.map(\.text) + spaces)
    }

    private func extent(of spaces: [SpaceID]) throws -> ErasureExtent {
        var owners: Set<Owner> = []
        for space in spaces {
            let name = try String.fetchOne(
                database, sql: "SELECT owner FROM space WHERE space = ?", arguments: [space.text])
            if let name { owners.insert(try owner(name)) }
        }
        for owner in owners { owners.formUnion(try OwnerLinkRows.identity(of: owner, database).identifiers) }
        var documents: Set<DocumentID> = []
        var records: Set<Int64> = []
        for owner in owners {
            let name = owner.description
            let rows = try Row.fetchAll(
                database, sql: "SELECT record, id FROM document WHERE owner = ?", arguments: [name])
            for row in rows {
                records.insert(row["record"])
                guard let id = DocumentID(row["id"]) else {
                    throw VaultError(.integrity, ["part": "catalogue", "reason": "document"])
                }
                documents.insert(id)
            }
            // Also links that were parted again: they name the owner all the same.
            records.formUnion(try all("SELECT record FROM owner_link WHERE first = ?", name))
            records.formUnion(try all("SELECT record FROM owner_link WHERE second = ?", name))
            records.formUnion(try allocations(naming: owner))
            records.formUnion(try all("SELECT record FROM consent WHERE owner = ?", name))
            records.formUnion(
                try all(
                    "SELECT record FROM consent_event WHERE consent IN (SELECT id FROM consent WHERE owner = ?)", name))
        }
        for document in documents {
            records.formUnion(try all("SELECT record FROM document_event WHERE document = ?", document.text))
        }
        let sorted = documents.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        return try extent(sorted, owners, records, targets: spaces.map(\.text) + sorted.map(\.text))
    }

    private func extent(
        _ documents: [DocumentID], _ owners: Set<Owner>, _ records: Set<Int64>, targets: [String]
    ) throws -> ErasureExtent {
        var requests: Set<Int64> = []
        for target in targets {
            requests.formUnion(try all("SELECT record FROM erasure_request WHERE target = ?", target))
        }
        return ErasureExtent(
            documents: documents, owners: owners, records: records.map(UInt64.init(bitPattern:)).sorted(),
            requests: requests.map(UInt64.init(bitPattern:)).sorted())
    }

    /// Whether any record names an owner: a document, a consent, a link that may be parted again, serial numbers.
    func isNamed(_ owner: Owner) throws -> Bool {
        let isThere = try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM document WHERE owner = ?1)
                        OR EXISTS (SELECT 1 FROM consent WHERE owner = ?1)
                        OR EXISTS (SELECT 1 FROM owner_link WHERE first = ?1 OR second = ?1)
                    """), arguments: [owner.description])
        return try isThere == true || !allocations(naming: owner).isEmpty
    }

    /// Serial numbers that were given out in series which hold the owner's number.
    private func allocations(naming owner: Owner) throws -> Set<Int64> {
        var found: Set<Int64> = []
        for scheme in CodeScheme.allCases where scheme.parts.first == .owner {
            // A series' key is the JSON array of its scheme and parts, so those of one owner stand together.
            let beginning = JSON([scheme.rawValue, owner.id]).text.dropLast() + ","
            found.formUnion(
                try Int64.fetchAll(
                    database.cachedStatement(
                        sql: "SELECT record FROM serial WHERE series >= ? AND series < ? AND given = 1"),
                    arguments: [String(beginning), beginning + "\u{10ffff}"]))
        }
        return found
    }

    private func all(_ sql: String, _ name: String) throws -> [Int64] {
        try Int64.fetchAll(database.cachedStatement(sql: sql), arguments: [name])
    }

    private func owner(_ text: String) throws -> Owner {
        guard let owner = try? Owner(recorded: text) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "document"])
        }
        return owner
    }
}
