import PKI
import VaultCore

/// Takes a document's file as it comes in, and says whether it is the one of its record.
struct ContentIntake: ~Copyable {
    private let draft: any ReplicaDraft
    private let file: DepositedFile
    private var hasher = PKI.Hasher(.sha256)
    private var count = 0
    /// The beginning of what came, for evidence.
    private(set) var beginning: [UInt8] = []

    init(_ file: DepositedFile, into draft: any ReplicaDraft) {
        self.file = file
        self.draft = draft
    }

    mutating func take(_ piece: [UInt8]) async throws {
        count += piece.count
        hasher.update(piece)
        beginning += piece.prefix(ReplicaLimits.evidence - beginning.count)
        try await draft.append(piece)
    }

    /// Asked once, at the end.
    var isRight: Bool { count == file.size && hasher.copy().finalize() == file.digest }
}
