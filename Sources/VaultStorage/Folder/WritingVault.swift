import PKI
import TransparencyLog
import VaultCore

/// An opened vault that this process writes to, by one sequencer.
///
/// Nothing of it keeps another process from writing: the sequencing lease is taken for each commit and given back, and
/// what is locked for as long as this lives is a folder in staging of its own.
struct WritingVault: Sendable {
    private let opened: OpenedVault
    private let sequencer: Sequencer
    private let journal: SQLiteAccessJournal
    private let recordFiles: RecordFiles
    private let cleaning: FolderCleaning
    private let pool: any BlockingPool
    private let now: @Sendable () -> Instant

    /// Completes what a crash left unfinished.
    /// - Parameter now: the clock that the periods of consents go by.
    init(
        _ opened: OpenedVault, journal: SQLiteAccessJournal, pool: any BlockingPool,
        now: @escaping @Sendable () -> Instant
    ) async throws {
        guard let recordFiles = opened.recordFiles, let cleaning = opened.cleaning else { throw VaultError(.readOnly) }
        try await opened.recover()
        let signer = try LogSigner(key: try opened.logKey(), identity: opened.identity)
        try await recordFiles.catchUp()
        // What cannot be taken away now stays remembered; deposits need not wait for it.
        _ = try? await cleaning.finish()
        sequencer = Sequencer(
            objects: opened.objects, records: opened.records, publication: opened.logFiles,
            recordPublication: recordFiles, signer: signer, recovery: opened.recovery, journal: journal,
            announce: opened.commits.announce)
        self.opened = opened
        self.journal = journal
        self.recordFiles = recordFiles
        self.cleaning = cleaning
        self.pool = pool
        self.now = now
    }

    /// The use cases that write, by the vault's rules.
    /// - Parameter validator: nil where nothing is validated.
    func writer(_ validator: (any DepositValidator)?, _ admission: Admission) -> VaultWriter {
        let deposits = validator.map { validator in
            Deposit(
                objects: opened.objects, records: opened.records, sequencer: sequencer, validator: validator,
                admission: admission, pool: pool)
        }
        let revalidation = validator.map { validator in
            Revalidation(
                objects: opened.objects, records: opened.records, sequencer: sequencer, validator: validator,
                admission: admission, pool: pool)
        }
        let erasing = validator.map { validator in
            Erasing(
                identity: opened.identity, objects: opened.objects, records: opened.records, sequencer: sequencer,
                validator: validator, roles: admission.roles, pool: pool,
                manifests: ManifestRegister(layout: opened.layout, pool: pool),
                copies: JournalCopies(journal: journal), cleaning: cleaning)
        }
        return VaultWriter(
            deposits: deposits, revalidation: revalidation,
            lifecycle: DocumentLifecycle(records: opened.records, sequencer: sequencer),
            owners: OwnerLinking(records: opened.records, sequencer: sequencer),
            codes: CodeIssuing(sequencer: sequencer),
            consents: ConsentRegister(
                vault: opened.identity.id, objects: opened.objects, records: opened.records, sequencer: sequencer,
                validator: validator, pool: pool, now: now),
            erasing: erasing, sequencer: sequencer)
    }

    /// Finishes what was left behind the acknowledgements.
    func close() async throws {
        try await recordFiles.catchUp()
        opened.staging?.remove()
    }
}
