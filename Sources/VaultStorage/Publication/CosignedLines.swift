import Synchronization
import TransparencyLog
import VaultCore

/// Verifies the witnesses' lines that go out with a checkpoint: once for each note, and not with each request.
final class CosignedLines: Sendable {
    private struct Verified: Sendable {
        let note: SignedNote
        let witnesses: VaultWitnesses
        let lines: [NoteSignature]
    }

    private let last: Mutex<Verified?> = Mutex(nil)

    /// The lines of the vault's witnesses of today. One that does not verify would have whoever knows the witness refuse the
    /// whole checkpoint.
    func verified(in note: SignedNote, by witnesses: VaultWitnesses) -> [NoteSignature] {
        if let last = last.withLock({ $0 }), last.note == note, last.witnesses == witnesses { return last.lines }
        let lines = note.lines(by: witnesses.keys)
        last.withLock { $0 = Verified(note: note, witnesses: witnesses, lines: lines) }
        return lines
    }
}
