import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho manifest`: issues the signed manifests that are due, and a fresh head.
struct ManifestCommand: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "Issue the signed manifest of what is new, and a fresh head.",
        discussion: """
            Examples:
              kho manifest                   run it often: a head lasts five minutes
              kho manifest -o m.json         with m.json.p7s and m.json.entries
              kho manifest --sequence 1 -o m1.json
              kho manifest --chain cong-dvc -o m.json --portal-fields

            Anybody checks it with OpenSSL alone:
              openssl cms -verify -binary -inform DER -in m.json.p7s -content m.json -CAfile seal.pem -partial_chain \\
                  -no-CApath -no-CAstore -purpose any -out /dev/null
            """)

    @Option(help: "Which one to write; else the newest.") var sequence: UInt64?
    @Option(name: .short, help: "Where to write the document; its seal and its entries get names beside it.")
    var o: String?
    @Option(help: "Which chain: all, or SERVICE, or SERVICE.SCOPE.VERSION (docs/manifests.md).") var chain = "all"
    @Flag(help: "Also write the entries in the portals' field names, beside it (docs/portal-fields.md).")
    var portalFields = false
    @Option(help: "With --portal-fields: what the links begin with, https://kho.example.") var linkBase = ""
    @Flag(help: "Overwrite files that are there.") var force = false
    @Option(help: "More roots that the certificates of the vault's witnesses may come from, PEM.")
    var witnessCa: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ManifestChain(folderName: chain) != nil else {
            throw ValidationError("--chain is all, SERVICE, or SERVICE.SCOPE.VERSION.")
        }
        guard !portalFields || o != nil else { throw ValidationError("--portal-fields wants -o.") }
        if o == "-" { throw ValidationError("-o wants a file name: there are three files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let folder = try vault.folder()
        do {
            guard let chain = ManifestChain(folderName: chain) else { return .usage }
            try await askWitnesses(folder, console)
            let manifests = try await VaultManifests.open(folder, chain: chain, writes: true, as: claim())
            let seal = try SealKey.load(vault: folder, identity: manifests.identity)
            let (issued, head) = try await manifests.issue(seal: seal, at: .now())
            let wanted: UInt64?
            if let sequence { wanted = sequence } else { wanted = try await manifests.lastSequence() }
            guard let wanted, let document = try await manifests.manifest(wanted) else {
                if sequence != nil {
                    throw CommandFailure(
                        "NO_SUCH_DOCUMENT", ["reference": String(sequence ?? 0)], status: .noSuchDocument)
                }
                console.warn(Message(code: chain.isFull ? "MANIFEST_NOTHING" : "MANIFEST_NOTHING_IN_SCOPE"))
                return .success
            }
            let manifest = try Manifest(bytes: document.bytes)
            if let o { try await write(document, manifest, manifests, to: o) }
            show(manifest, issued: issued.count, freshUntil: head.freshUntil, console)
            return .success
        } catch let error as ManifestError {
            throw CommandFailure(MessageCode(error.code.rawValue), error.facts, status: .integrityFailure)
        }
    }

    /// Where the vault waits for witnesses, they are asked first; what they fail in is said, and what they have cosigned before
    /// is issued.
    private func askWitnesses(_ folder: String, _ console: Console) async throws {
        let witnessing = try await VaultWitnessing.open(folder)
        guard try await witnessing.witnesses().areRequired else { return }
        try await WitnessRounds(transport: try WitnessPost(authorities: witnessCa)) {
            console.warn(CommandFailure($0, vault: folder).message)
        }.run(for: witnessing)
        let standing = try await witnessing.standing()
        let cosigned = standing.witnessed.newest?.size ?? 0
        guard cosigned < standing.size else { return }
        console.warn(
            Message(
                code: "WITNESSES_LAG",
                facts: [
                    "cosigned": String(cosigned), "committed": String(standing.size),
                    "quorum": String(standing.witnessed.quorum),
                ]))
    }

    private func write(
        _ document: SealedDocument, _ manifest: Manifest, _ manifests: VaultManifests, to path: String
    ) async throws {
        let bodies = try await manifests.bodies(of: manifest)
        var files: [(String, [UInt8])] = [
            (path + ".p7s", document.seal), (path + ".entries", bodies.flatMap { $0.bytes + [10] }),
            (path, document.bytes),
        ]
        if portalFields {
            let base = linkBase
            let export = try PortalExport(bodies) { base + PortalExport.path($0, $1, $2) }
            files.append((path + ".portal.json", export.json.canonicalBytes + [10]))
        }
        for (name, bytes) in files {
            var out = try OutputFile(path: name, force: force)
            try out.write(bytes)
            try out.commit()
        }
    }

    private func show(_ manifest: Manifest, issued: Int, freshUntil: Instant, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.manifest/1", "sequence": .integer(Int64(manifest.sequence)),
                "from": .integer(Int64(manifest.from)), "to": .integer(Int64(manifest.to)),
                "entries": .integer(Int64(manifest.entries.count)), "issued": .integer(Int64(issued)),
                "digest": .string(manifest.digest.description), "freshUntil": .string(freshUntil.description),
            ])
            return
        }
        console.print(
            Message(
                code: "MANIFEST_ISSUED",
                facts: [
                    "sequence": String(manifest.sequence), "from": String(manifest.from), "to": String(manifest.to),
                    "count": String(manifest.entries.count),
                ]))
        console.print(Message(code: "MANIFEST_HEAD", facts: ["time": freshUntil.localText]))
    }
}
