import PKI
import TransparencyLog
import VaultCore

/// Checks `manifests/`: that every document is the one that the vault sealed, that each chain is whole, and that what it
/// says is what the log says.
struct ManifestCheck {
    let stores: CheckedStores
    let verifier: (any SealVerifier)?

    /// A difference is looked at twice: another process may be issuing meanwhile.
    func run() throws -> [Finding] { try look().isEmpty ? [] : look() }

    private func look() throws -> [Finding] {
        var findings: [Finding] = []
        let root = stores.layout.root
        for name in try Folder.names("\(root)/\(ManifestFiles.rootName)") {
            guard let chain = ManifestChain(folderName: name),
                Folder.isFolder("\(root)/\(ManifestFiles.rootName)/\(name)")
            else {
                let files = try ManifestFolder.files(below: "\(ManifestFiles.rootName)/\(name)", root: root)
                findings += files.map { Finding(.extraFile, ["file": $0]) }
                continue
            }
            findings += try check(chain, in: try ManifestFolder(name, below: root))
        }
        return findings
    }

    private func check(_ chain: ManifestChain, in folder: ManifestFolder) throws -> [Finding] {
        var findings = folder.others.map { Finding(.extraFile, ["file": $0]) }
        var story = ManifestStory(stores: stores)
        let head = try self.head(of: chain, in: folder, into: &findings)
        var unread: [UInt64: Finding] = [:]
        for sequence in folder.sequences {
            let pair = try pair(folder.path(sequence))
            if let manifest = pair.document.flatMap({ try? Manifest(bytes: $0) }), manifest.sequence == sequence,
                manifest.chain == chain, manifest.vault == stores.identity.id
            {
                findings += try story.add(manifest, file: folder.path(sequence))
            } else if let finding = Self.finding(pair.standing, folder.path(sequence)) {
                unread[sequence] = finding
            }
        }
        // What lies beyond the chain's end is no part of it, and nothing is missing before it.
        let end = max(story.last ?? 0, head?.last?.sequence ?? 0)
        for (sequence, finding) in unread.sorted(by: { $0.key < $1.key }) {
            if sequence <= end {
                findings.append(finding)
            } else {
                findings += ["", ".p7s"].map { folder.path(sequence) + $0 }
                    .filter { Folder.exists("\(stores.layout.root)/\($0)") }
                    .map { Finding(.extraFile, ["file": $0]) }
            }
        }
        if end > 0 {
            let present = Set(folder.sequences)
            for sequence in 1...end where !present.contains(sequence) {
                findings.append(Finding(.manifestMissing, ["file": folder.path(sequence)]))
            }
        }
        if let head { findings += story.check(head, file: folder.head) }
        return try findings + story.finish()
    }

    /// The head, where it is right; from the first manifest on there must be one.
    private func head(
        of chain: ManifestChain, in folder: ManifestFolder, into findings: inout [Finding]
    ) throws -> ManifestHead? {
        let pair = try pair(folder.head)
        switch pair.standing {
        case .unfinished: return nil
        case .incomplete(let file):
            if folder.hasHead || !folder.sequences.isEmpty { findings.append(Finding(.headMissing, ["file": file])) }
            return nil
        case .changed, .right:
            if let head = pair.document.flatMap({ try? ManifestHead(bytes: $0) }), head.chain == chain,
                head.vault == stores.identity.id
            {
                return head
            }
            findings.append(Finding(.headChanged, ["file": folder.head]))
            return nil
        }
    }

    private func pair(_ path: String) throws -> SealedPair {
        try SealedPair(
            path, below: stores.layout.root, staging: stores.layout.staging,
            certificates: stores.identity.seals.map(\.der), verifier: verifier)
    }

    private static func finding(_ standing: SealedPair.Standing, _ path: String) -> Finding? {
        switch standing {
        case .unfinished: nil
        case .incomplete(let file): Finding(.manifestMissing, ["file": file])
        // Also where it is right in itself, and another chain's, another vault's or another number's.
        case .changed, .right: Finding(.manifestChanged, ["file": path])
        }
    }
}
