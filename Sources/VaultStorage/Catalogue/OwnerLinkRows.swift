import GRDB
import VaultCore

/// Who is who, by the rows of `owner_link`: of a pair, the newest row counts.
enum OwnerLinkRows {
    /// All identifiers that are linked with one, directly or through others.
    /// - Throws: `INTEGRITY_FAILURE` where there are more than anybody has.
    static func identity(of owner: Owner, _ database: Database) throws -> OwnerIdentity {
        var found: Set<Owner> = [owner]
        var waiting = [owner]
        while let next = waiting.popLast() {
            for other in try linked(with: next, database) where found.insert(other).inserted {
                guard found.count <= OwnerIdentity.maximumIdentifiers else {
                    throw VaultError(.integrity, ["part": "catalogue", "reason": "owner-link"])
                }
                waiting.append(other)
            }
        }
        return OwnerIdentity(owner, linked: found)
    }

    /// Those that are linked with one directly.
    static func linked(with owner: Owner, _ database: Database) throws -> Set<Owner> {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT record, second AS other, linked FROM owner_link WHERE first = ?1
                    UNION ALL SELECT record, first, linked FROM owner_link WHERE second = ?1
                    ORDER BY record
                    """), arguments: [owner.description])
        var linked: Set<Owner> = []
        for row in rows {
            let text: String = row["other"]
            guard let other = try? Owner(text) else {
                throw VaultError(.integrity, ["part": "catalogue", "reason": "owner-link"])
            }
            if row["linked"] { linked.insert(other) } else { linked.remove(other) }
        }
        return linked
    }
}
