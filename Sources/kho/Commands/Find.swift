import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import VaultClient
import VaultCore
import VaultStorage
import VaultSync

/// `kho find`: whether a document is on file already, here or at those whom the vault asks, in the legal order.
struct Find: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find a document by its code: here, at peers, at the national portal.",
        discussion: """
            Examples:
              kho find 038093015572.KQ.G15.000031.12.01
              kho find 038093015572.KQ.G15.000031.12.01 -o da-co     with its proof

            The vault itself is asked first, then the sources of vault-data/sources in their order, then the national \
            portal (docs/find.md). What they answer is verified against the vaults that you pinned. Ends with 0 on file, \
            8 nowhere, 75 undecided, since a source could not be heard; 21 where one was proved false.
            """)

    @Argument(help: "The document's code, as its issuer gave it.") var code: String
    @Option(help: "The scheme of the code, where it is in several.") var scheme: String?
    @Option(name: .short, help: "A new folder for the proof, with the files where they are small.") var o: String?
    @Option(help: "The folder of pinned vaults (else KHO_TRUST, certs beside the vault …).") var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if o == "-" { throw ValidationError("-o wants a folder: there are several files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        if let o, access(o, F_OK) == 0 { throw ProofFolder.exists(o) }
        let query = CodeQuery(code: code, scheme: scheme, wantsContents: o != nil)
        let resolution: Resolution
        do {
            resolution = try await resolve(query, console)
        } catch let error as VaultError where error.code == .ambiguous {
            throw CommandFailure("FIND_AMBIGUOUS", error.facts, status: .usage)
        }
        if let o { try ProofFolder(path: o).write(resolution) }
        let report = FindReport(resolution: resolution, console: console)
        report.show(folder: o)
        return report.status
    }

    private func resolve(_ query: CodeQuery, _ console: Console) async throws -> Resolution {
        switch try vault.place() {
        case .folder(let path):
            let folder = try await VaultFolder.open(path, for: .reading, as: claim())
            return try await SourceConnections(vault: path, trust: trust).resolver(of: folder.vault).resolve(query)
        case .server(let server):
            // The vault behind it verifies by its own pins.
            if let trust { throw CommandFailure("TRUST_OF_SERVER", ["folder": trust], status: .usage) }
            let remote = try RemoteAccess(server, vault.remote, language: console.language)
            do {
                let resolution = try await remote.vault(as: claim()) { _ in }.resolve(query)
                await remote.connection.close()
                return resolution
            } catch {
                await remote.connection.close()
                throw error
            }
        }
    }
}
