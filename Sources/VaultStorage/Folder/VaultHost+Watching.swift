import Glibc
import VaultCore

extension VaultHost {
    /// With less room than this on its disk no vault takes deposits: what one leaves behind before it is refused, and what
    /// the catalogue needs to be written at all.
    private static let minimumRoom = 256 << 20

    /// Whether the vault can be written to now: its rules can be read, nothing keeps others from committing for long, and its
    /// disk has room. Waits for whoever is committing.
    public func isServing() async -> Bool {
        do {
            guard
                try await pool.run({ [opened, rules] in
                    _ = try rules.admission()
                    return try Self.room(opened.layout) >= Self.minimumRoom
                })
            else { return false }
            try await opened.records.lease().release()
            return true
        } catch {
            return false
        }
    }

    /// What those see who watch a server, by the ends of the figures' names; what cannot be asked is left out.
    public func gauges() async -> [String: Int] {
        var gauges: [String: Int] = [:]
        gauges["log_entries"] = (try? await opened.records.state()).flatMap { Int(exactly: $0.size) }
        gauges["disk_free_bytes"] = try? await pool.run { [opened] in try Self.room(opened.layout) }
        return gauges
    }

    /// Bytes that are free to this account on the vault's disk.
    private static func room(_ layout: VaultLayout) throws -> Int {
        var figures = statvfs()
        guard statvfs(layout.root, &figures) == 0 else { throw SystemError.last("statvfs") }
        return Int(
            clamping: UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue)
    }
}
