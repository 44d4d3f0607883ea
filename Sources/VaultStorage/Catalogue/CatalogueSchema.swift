import GRDB

/// The tables of `catalogue.sqlite`.
///
/// - `record`: the exact bytes behind every leaf; with `log` this is the committed state. Of an erased record the parts and
///   salts are empty, and `erased_record` says by which entry.
/// - `document`, `word`, `document_event`, `owner_link`, `serial`, `certification`, `file`, `object`, `consent`,
///   `consent_document`, `consent_event`, `erasure_request`, `erased_record`, `erased_document`, `erased_serial`:
///   indices; every row derives from a record (`CatalogueRows`).
/// - `access`: who did what; the log holds its digests (`access_digest`, which derives from records).
/// - `space`: an owner's space; derives from the owner's records, save for an owner whose first deposit a crash cut off.
/// - `idempotency`: which requests that may be sent again were done, and by which records; kept for two days.
/// - `local`: local state, which no record tells: how far `records/` is written, and which `vault.json` is this one's.
enum CatalogueSchema {
    /// `PRAGMA user_version`
    static let version = 4

    static func create(_ database: Database) throws {
        try database.execute(sql: kept)
        try database.execute(sql: access)
        try database.execute(sql: idempotency)
        try createDerived(database)
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// The tables that derive from records.
    static func createDerived(_ database: Database) throws { try database.execute(sql: derived) }

    /// Every table, index and whatever else there is, as SQLite keeps it.
    static func text(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1"
        )
    }

    /// The same of a catalogue made anew.
    static func made(_ database: Database) throws -> [String] {
        try create(database)
        return try text(database)
    }

    private static let kept = """
        CREATE TABLE record (
            idx INTEGER PRIMARY KEY,
            leaf BLOB NOT NULL,
            shared BLOB NOT NULL,
            shared_salt BLOB NOT NULL,
            private BLOB NOT NULL,
            private_salt BLOB NOT NULL
        ) STRICT;
        CREATE TABLE log (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            frontier BLOB NOT NULL,
            checkpoint BLOB NOT NULL
        ) STRICT;
        CREATE TABLE local (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Of version 3 on.
    static let access = """
        CREATE TABLE access (
            seq INTEGER PRIMARY KEY,
            stamp INTEGER NOT NULL UNIQUE,
            document TEXT,
            space TEXT,
            part BLOB NOT NULL,
            salt BLOB NOT NULL,
            chain BLOB NOT NULL
        ) STRICT;
        CREATE INDEX access_document ON access (document, seq) WHERE document IS NOT NULL;
        CREATE INDEX access_space ON access (space, seq) WHERE space IS NOT NULL;
        """

    /// Of version 4 on.
    static let idempotency = """
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY,
            content BLOB NOT NULL,
            record INTEGER NOT NULL,
            stamp INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_record ON idempotency (record);
        CREATE INDEX idempotency_stamp ON idempotency (stamp);
        """

    private static let derived = """
        CREATE TABLE document (
            record INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            owner TEXT NOT NULL,
            category INTEGER NOT NULL,
            status TEXT NOT NULL,
            scheme TEXT,
            code TEXT,
            code_key TEXT,
            valid_until TEXT,
            issued TEXT,
            name_words TEXT NOT NULL,
            notation_words TEXT,
            issuer_words TEXT,
            type_words TEXT
        ) STRICT;
        CREATE INDEX document_id ON document (id, version);
        CREATE INDEX document_owner ON document (owner);
        CREATE INDEX document_code ON document (code_key) WHERE code_key IS NOT NULL;
        CREATE INDEX document_validity ON document (valid_until) WHERE valid_until IS NOT NULL;
        CREATE TABLE word (
            word TEXT NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (word, record)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_event (
            record INTEGER PRIMARY KEY,
            document TEXT NOT NULL,
            version INTEGER NOT NULL,
            event TEXT NOT NULL
        ) STRICT;
        CREATE INDEX document_event_document ON document_event (document);
        CREATE TABLE owner_link (
            record INTEGER PRIMARY KEY,
            first TEXT NOT NULL,
            second TEXT NOT NULL,
            linked INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX owner_link_first ON owner_link (first);
        CREATE INDEX owner_link_second ON owner_link (second);
        CREATE TABLE serial (
            record INTEGER PRIMARY KEY,
            series TEXT NOT NULL,
            given INTEGER NOT NULL,
            last INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX serial_series ON serial (series, given, last);
        CREATE TABLE certification (
            record INTEGER PRIMARY KEY,
            document TEXT NOT NULL,
            series TEXT NOT NULL,
            number TEXT NOT NULL,
            serial INTEGER
        ) STRICT;
        CREATE INDEX certification_number ON certification (series, number);
        CREATE INDEX certification_serial ON certification (series, serial) WHERE serial IS NOT NULL;
        CREATE TABLE access_digest (
            record INTEGER PRIMARY KEY,
            from_stamp INTEGER NOT NULL,
            to_stamp INTEGER NOT NULL,
            first INTEGER NOT NULL,
            count INTEGER NOT NULL,
            head BLOB NOT NULL
        ) STRICT;
        CREATE TABLE file (
            record INTEGER NOT NULL,
            position INTEGER NOT NULL,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            size INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (record, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_digest ON file (digest);
        CREATE TABLE object (
            space TEXT NOT NULL,
            digest TEXT NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (space, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE consent (
            record INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            owner TEXT NOT NULL,
            agency TEXT NOT NULL,
            purpose TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            covers_all INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX consent_id ON consent (id);
        CREATE INDEX consent_owner ON consent (owner);
        CREATE TABLE consent_document (
            record INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (record, document)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE consent_event (
            record INTEGER PRIMARY KEY,
            consent TEXT NOT NULL,
            event TEXT NOT NULL
        ) STRICT;
        CREATE INDEX consent_event_consent ON consent_event (consent);
        CREATE TABLE erasure_request (
            record INTEGER NOT NULL,
            target TEXT NOT NULL,
            request TEXT NOT NULL,
            PRIMARY KEY (record, target)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX erasure_request_target ON erasure_request (target);
        CREATE INDEX erasure_request_name ON erasure_request (request);
        CREATE TABLE erased_record (
            record INTEGER PRIMARY KEY,
            tombstone INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE erased_document (
            document TEXT PRIMARY KEY,
            record INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE erased_serial (
            record INTEGER NOT NULL,
            position INTEGER NOT NULL,
            series TEXT NOT NULL,
            given INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (record, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX erased_serial_series ON erased_serial (series, given, last);
        CREATE TABLE space (
            owner TEXT PRIMARY KEY,
            space TEXT NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;
        """
}
