import GRDB
import PKI
import VaultCore

/// Reads the journal of accesses again: every entry in its place, the chain from its beginning, and the digests that
/// the log holds.
struct AccessCheck {
    let database: CatalogueDatabase

    /// Entries that are held at once.
    private static let stretch: Int64 = 4096

    func run() throws -> [Finding] {
        // What is entered while the check is at work lies behind this head, and is in none of these digests.
        let (text, hasRows, digests) = try database.read { connection in
            (
                try LocalState.value(LocalState.accessHead, connection),
                try Int.fetchOne(connection, sql: "SELECT 1 FROM access LIMIT 1") != nil,
                try Self.digests(connection)
            )
        }
        guard let head = text.map({ AccessHead($0) }) ?? (hasRows ? nil : .start) else {
            return [Finding(.accessChanged, ["table": "local", "name": LocalState.accessHead])]
        }
        var findings: [Finding] = []
        var walk = Walk(digests: digests)
        var start: Int64 = 1
        while true {
            // Row by row, and not number by number: a head that was changed says any number.
            let rows = try database.read { connection in
                try Row.fetchAll(
                    connection,
                    sql: "SELECT \(AccessRow.columns) FROM access WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?",
                    arguments: [start, Int64(clamping: head.sequence), Self.stretch]
                ).map(AccessRow.init)
            }
            guard let last = rows.last else { break }
            findings += walk.check(rows)
            start = last.sequence + 1
        }
        findings += walk.finish(at: head.sequence)
        if walk.chain != head.chain || walk.stamp > head.stamp {
            findings.append(Finding(.accessChanged, ["table": "local", "name": LocalState.accessHead]))
        }
        let extra = try database.read { connection in
            let last = try AccessHead.fetch(connection).sequence
            return try Int.fetchOne(
                connection, sql: "SELECT COUNT(*) FROM access WHERE seq < 1 OR seq > ?",
                arguments: [Int64(clamping: last)]) ?? 0
        }
        if extra > 0 { findings.append(Finding(.accessExtra, ["count": String(extra)])) }
        return findings
    }

    /// The digests as the records hold them, in the order of the log, each with its index there.
    private static func digests(_ connection: Database) throws -> [(index: UInt64, digest: AccessDigest)] {
        try Int64.fetchAll(connection, sql: "SELECT record FROM access_digest ORDER BY record").compactMap { index in
            let place = UInt64(bitPattern: index)
            guard index >= 0, let record = try RecordRow.fetch(place..<(place + 1), connection).first,
                case .accessDigest(let digest) = try? record.record().shared.content
            else { return nil }  // `CatalogueReplay` says so.
            return (place, digest)
        }
    }

    /// The state of a walk along the journal.
    private struct Walk {
        private(set) var chain = AccessChain.start
        private(set) var stamp: Int64 = 0
        private var digests: ArraySlice<(index: UInt64, digest: AccessDigest)>
        private var findings: [Finding] = []
        /// The end of the last digest, in place and time.
        private var next: (sequence: UInt64, from: Instant)?
        private var last: UInt64 = 0

        init(digests: [(index: UInt64, digest: AccessDigest)]) { self.digests = digests[...] }

        mutating func check(_ rows: [AccessRow]) -> [Finding] {
            findings = []
            for row in rows {
                let sequence = UInt64(row.sequence)
                compare(before: sequence, row: row)
                missing(before: sequence)
                last = sequence
                let expected = Salt(row.salt).map { AccessChain.next(chain, row.part, salt: $0) }
                if row.record == nil || expected != row.chain || row.stamp <= stamp {
                    findings.append(
                        Finding(
                            .accessChanged, ["index": String(sequence)], document: row.record?.entry.document))
                }
                chain = row.chain
                stamp = row.stamp
            }
            return findings
        }

        /// What is left when the last entry was seen.
        mutating func finish(at end: UInt64) -> [Finding] {
            findings = []
            missing(before: end + 1)
            while let (index, digest) = digests.first {
                settle(index, digest)
                digests.removeFirst()
            }
            return findings
        }

        /// A gap, however wide, is found by its first number.
        private mutating func missing(before sequence: UInt64) {
            if last + 1 < sequence { findings.append(Finding(.accessMissing, ["index": String(last + 1)])) }
        }

        /// Settles the digests that end before an entry.
        private mutating func compare(before sequence: UInt64, row: AccessRow) {
            while let (index, digest) = digests.first, digest.first + digest.count <= sequence {
                // An entry of the digest's time behind the digest's last one is one too many.
                if row.stamp < digest.to.microseconds {
                    findings.append(Finding(.accessDigest, ["index": String(index)]))
                }
                settle(index, digest)
                digests.removeFirst()
            }
        }

        private mutating func settle(_ index: UInt64, _ digest: AccessDigest) {
            let follows = next.map { $0.sequence == digest.first && $0.from == digest.from } ?? (digest.first == 1)
            let isReached = digest.first + digest.count == last + 1 && digest.head.bytes == chain
            if !follows || !isReached || stamp >= digest.to.microseconds {
                findings.append(Finding(.accessDigest, ["index": String(index)]))
            }
            next = (digest.first + digest.count, digest.to)
        }
    }
}
