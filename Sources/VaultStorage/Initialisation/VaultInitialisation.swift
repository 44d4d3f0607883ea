import GRDB
import Glibc
public import PKI
import TransparencyLog
public import VaultCore

/// Makes a new vault (`kho init`): all of it or nothing.
public struct VaultInitialisation {
    /// The log's origin, which is also the name of its key: `kho.example.vn/log`.
    public let origin: String
    public let seal: any Seal
    public let sealCertificate: SealCertificate
    /// Writes the seal's key into the folder `keys/` that it is given; nil where the key lies elsewhere (a token).
    public let writeSealKey: ((_ keysFolder: String) throws -> Void)?
    public let madeAt: Instant

    public init(
        origin: String, seal: any Seal, sealCertificate: SealCertificate,
        writeSealKey: ((_ keysFolder: String) throws -> Void)?, madeAt: Instant
    ) {
        self.origin = origin
        self.seal = seal
        self.sealCertificate = sealCertificate
        self.writeSealKey = writeSealKey
        self.madeAt = madeAt
    }

    /// What may lie in the folder beforehand: the repository's description of it, and what a volume of its own has.
    private static let tolerated: Set<String> = ["README.md", ".gitkeep", "lost+found"]
    private static let draftPrefix = ".init-"
    /// In the order in which they get their place; `vault.json`, which makes the folder a vault, is the last.
    private static let entries = [
        "README.txt", "policy", "roles", "calendar", "objects", "records", "log", "keys", "staging", "catalogue.sqlite",
        "vault.json.p7s", "vault.json",
    ]

    /// Makes the vault in a folder that is empty or does not exist.
    /// - Throws: `FOLDER_NOT_EMPTY`, `ORIGIN_MALFORMED`, `DISK_FULL`, `NOT_PERMITTED`, or what the seal throws.
    public func make(at path: String) throws -> VaultIdentity {
        let layout = VaultLayout(path)
        guard let logKey = NoteSigningKey.generate(name: origin), Checkpoint.isValidOrigin(origin) else {
            throw VaultError(.originMalformed)
        }
        let isNew = !Folder.exists(layout.root)
        for parent in try Folder.make(layout.root) { try DurableWrite.syncFolder(parent) }
        try Self.clearInterrupted(layout)
        guard Set(try Folder.names(layout.root)).isSubset(of: Self.tolerated) else {
            throw VaultError(.folderNotEmpty)
        }
        let draft = VaultLayout("\(layout.root)/\(Self.draftPrefix)\(SecureRandom.bytes(4).hexadecimal)")
        do {
            let identity = try fill(draft, logKey: logKey)
            try DurableWrite.move(Self.entries, from: draft.root, to: layout.root)
            rmdir(draft.root)
            return identity
        } catch {
            Folder.remove(draft.root)
            for entry in Self.entries { Folder.remove("\(layout.root)/\(entry)") }
            if isNew { rmdir(layout.root) }
            throw error
        }
    }

    /// Takes away what an initialisation left that was killed: its draft, and entries without the last one.
    private static func clearInterrupted(_ layout: VaultLayout) throws {
        let drafts = try Folder.names(layout.root).filter { $0.hasPrefix(draftPrefix) }
        guard !drafts.isEmpty, !Folder.exists(layout.identity) else { return }
        for entry in entries { Folder.remove("\(layout.root)/\(entry)") }
        for draft in drafts { Folder.remove("\(layout.root)/\(draft)") }
    }

    private func fill(_ layout: VaultLayout, logKey: NoteSigningKey) throws -> VaultIdentity {
        for folder in [layout.root, layout.objects, layout.records, layout.log, layout.keys, layout.staging] {
            _ = try Folder.make(folder)
        }
        let identity = try VaultIdentity(
            id: DocumentID.random().text, origin: origin, seals: [sealCertificate],
            logKeys: [LogKeyRange(key: logKey.verifierKey, from: 0)], madeAt: madeAt)
        let identitySeal = try seal.sign(identity.bytes)
        let state = LogState(
            frontier: TreeFrontier(),
            checkpoint: try LogSigner(key: logKey, identity: identity).checkpoint(of: .init()),
            lastTime: nil)
        try NewFile.write(Array((logKey.text + "\n").utf8), to: layout.logKey)
        try writeSealKey?(layout.keys)
        let files: [(String, [UInt8])] = [
            (layout.readme, Array(VaultReadme.text.utf8)), (layout.policy, Array(Self.policy.utf8)),
            (layout.roles, Array(Self.roles.utf8)), (layout.calendar, Array(Self.calendar.utf8)),
            (layout.identity, identity.bytes),
            (layout.identitySeal, identitySeal), (layout.checkpoint, state.checkpoint),
        ]
        for (path, bytes) in files { try NewFile.write(bytes, to: path, mode: 0o644) }
        try makeCatalogue(layout, state: state, identity: identity, identitySeal: identitySeal)
        let volume = try Volume(of: layout.root)
        DurableWrite.syncVolume(volume.descriptor)
        return identity
    }

    private func makeCatalogue(
        _ layout: VaultLayout, state: LogState, identity: VaultIdentity, identitySeal: [UInt8]
    ) throws {
        do {
            // Without a write-ahead log, so that one file holds it all: closing one folds it in, but says nothing where
            // that fails.
            let connection = try DatabaseQueue(path: layout.catalogue, configuration: CatalogueDatabase.configuration)
            try connection.write { try fillCatalogue($0, state: state, identity: identity, identitySeal: identitySeal) }
            try connection.close()
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }

    private func fillCatalogue(
        _ connection: Database, state: LogState, identity: VaultIdentity, identitySeal: [UInt8]
    ) throws {
        try CatalogueSchema.create(connection)
        try LogRow(state).insert(connection)
        try LocalState.set(LocalState.recordsWritten, "0", connection)
        try LocalState.set(LocalState.identity, Digest.sha256(of: identity.bytes).description, connection)
        try LocalState.set(LocalState.identitySeal, Digest.sha256(of: identitySeal).description, connection)
    }

    private static let policy = """
        # What this vault refuses beyond kho's built-in table, which no line here can loosen.
        # One rule a line, for example:
        #   refuse TRY_LATER
        #   refuse PENDING
        # The lowest level of sensitivity for a type of paper (built in: 3 for CCCD, CMND, CC, HC), for example:
        #   sensitivity 3 KQ.G15.000031
        # How many seconds of accesses one digest in the log stands for (built in: 3600), for example:
        #   access-interval 86400

        """

    private static let calendar = """
        # Which days are working days, for what is due within so many of them (docs/consent.md). Built in: Monday to
        # Friday, without 1 January, 30 April, 1 May and 2 September. All others are fixed anew each year, so they are
        # entered here, for example:
        #   holiday 2027-02-05..2027-02-11
        #   work 2027-02-20

        """

    private static let roles = """
        # Whose signature counts here as a certifier's (category 5) or an agency's (category 4), beside a chain to
        # certs/authorities. One entry a line, the identifier as in the certificate, for example:
        #   certifier CCCD:001077000123 of MST:0100000000    (counts together with that agency's signature)
        #   agency MST:0100000000
        # And who may do what (docs/access.md). Without any line "local" whoever reaches the vault is its only user:
        #   officer CCCD:000000000000 of H37.01
        #   local lan CCCD:000000000000
        #   approver CCCD:000000000001

        """
}
