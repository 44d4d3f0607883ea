import VaultCore

extension VaultHost {
    /// Whether the vault can be written to now: its rules can be read, nothing keeps others from committing for long, and its
    /// disk has room. Waits for whoever is committing.
    public func isServing() async -> Bool {
        do {
            let opened = try await vaults.current().opened
            guard
                try await pool.run({ [rules] in
                    _ = try rules.admission()
                    return try DiskRoom.free(at: opened.layout.root) >= DiskRoom.minimum
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
        // Also where the keys were changed and nobody has come since.
        gauges["log_entries"] = (try? await opened.records.size()).flatMap { Int(exactly: $0) }
        gauges["witnessed_entries"] = (try? await opened.records.witnessed().newest?.size).flatMap { Int(exactly: $0) }
        gauges["disk_free_bytes"] = try? await pool.run { [opened] in try DiskRoom.free(at: opened.layout.root) }
        return gauges.merging(await webhooks.gauges(at: now())) { first, _ in first }
    }
}
