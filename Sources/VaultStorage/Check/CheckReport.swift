public import VaultCore

/// What `kho check` looked at, and what it found.
public struct CheckReport: Sendable {
    public internal(set) var findings: [Finding] = []
    /// Records in the log.
    public internal(set) var records: UInt64 = 0
    /// Objects whose every byte was read.
    public internal(set) var objects = 0
    /// Records that are committed and not yet in the published log, since a process was cut off between the two. The
    /// next opening for deposits publishes them.
    public internal(set) var unpublished: UInt64 = 0
    /// Records that are not yet known to be in `records/`; the next opening for deposits writes them.
    public internal(set) var unwritten: UInt64 = 0
    /// Erasures of which something is still to be taken away; the next opening for deposits, or `kho erase finish`, does so.
    public internal(set) var unfinishedErasures = 0
    /// Whether keys were changed and files of it are not in place yet; the next opening for deposits puts them there.
    public internal(set) var hasUnfinishedRotation = false
    /// Whether the folder was compared with a checkpoint from outside: without one, a rollback of the whole folder
    /// cannot be seen.
    public internal(set) var comparedWithOutside = false

    public var isClean: Bool { findings.isEmpty }
}
