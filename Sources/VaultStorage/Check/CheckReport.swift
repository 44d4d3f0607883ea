public import VaultCore

/// What `kho check` looked at, and what it found.
public struct CheckReport: Sendable {
    public internal(set) var findings: [Finding] = []
    /// Records in the log.
    public internal(set) var records: UInt64 = 0
    /// Objects whose every byte was read.
    public internal(set) var objects = 0
    /// Records that a crash had left unpublished, and that were published before the check began.
    public internal(set) var completed: UInt64 = 0
    /// Whether the folder was compared with a checkpoint from outside: without one, a rollback of the whole folder
    /// cannot be seen.
    public internal(set) var comparedWithOutside = false

    public var isClean: Bool { findings.isEmpty }
}
