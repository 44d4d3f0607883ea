import VaultCore

/// Every manifest that lies in the folder, of whatever chain.
struct ManifestRegister: IssuedManifests {
    let layout: VaultLayout
    let pool: any BlockingPool

    /// - Throws: `INTEGRITY_FAILURE` where one cannot be read: minutes that leave one out would be wrong.
    func naming(_ records: [UInt64]) async throws -> [ErasureMinutes.NamedBy] {
        try await pool.run {
            let wanted = Set(records)
            var found: [ErasureMinutes.NamedBy] = []
            for name in try Folder.names("\(layout.root)/\(ManifestFiles.rootName)") {
                guard let chain = ManifestChain(folderName: name) else { continue }
                let folder = try ManifestFolder(name, below: layout.root)
                for sequence in folder.sequences {
                    // A seal whose document a crash left in staging: nobody got it yet.
                    guard let bytes = try SmallFile.read("\(layout.root)/\(folder.path(sequence))") else { continue }
                    guard let manifest = try? Manifest(bytes: bytes) else {
                        throw VaultError(.integrity, ["part": "manifest", "sequence": String(sequence)])
                    }
                    let count = manifest.entries.count { wanted.contains($0.index) }
                    if count > 0 { found.append(.init(chain: chain, sequence: sequence, count: count)) }
                }
            }
            return found
        }
    }
}
