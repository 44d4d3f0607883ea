import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// `kho put`: verifies signed files and keeps them; goes on after one that is refused.
struct Put: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Deposit signed files: verified, kept, logged.",
        discussion: """
            Examples:
              kho put don.pdf.p7s --owner CCCD:038093015572 --category 7
              kho put chu-ky.p7s --content don.pdf --owner CCCD:038093015572 --category 7
              kho put thu-muc/ --owner CCCD:038093015572 --category 7
              kho put don-moi.pdf --owner CCCD:038093015572 --category 7 --replaces 3fa9c1

            The original beside a signature (don.pdf) comes along.

            Exit status: 0 all kept, 6 refused, 7 kept as pending, 5 not readable.
            """)

    @Argument(help: "Signed files, or folders of them.") var paths: [String]
    @Option(help: "Whose space: SCHEME:ID, for example CCCD:038093015572.") var owner: String
    @Option(help: "The category of data, 1 to 7; 7 is the owner's own signed file.") var category: Int
    @Option(help: "An original that a detached signature covers; may be repeated.") var content: [String] = []
    @Option(help: "The document's code.") var code: String?
    @Option(help: "The scheme of the code.") var codeScheme: String?
    @Option(help: "The document's name for people.") var name: String?
    @Option(help: "The document whose next version this is: its id, code or digest.") var replaces: String?
    @OptionGroup var document: DocumentOptions
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name at least one file.") }
        if codeScheme != nil, code == nil { throw ValidationError("--code-scheme goes with --code.") }
        if paths.count > 1, !content.isEmpty || code != nil || name != nil || replaces != nil {
            throw ValidationError("--content, --code, --name and --replaces go with one file.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let location = try TrustLocation(option: trust, vault: vault.path)
        let items = try DepositItem.items(paths: paths, contents: content)
        let template = try DepositTemplate(
            owner: Owner(owner), category: Category(number: category),
            code: code.map { try DocumentCode($0, scheme: codeScheme ?? DocumentCode.unspecifiedScheme) }, name: name,
            replaces: try replaces.map { try DocumentReference($0) }, details: try document.details(),
            sensitivity: try document.level())
        let folder = try await VaultFolder.open(
            vault.path, for: .depositing(VaultValidator(trust: location.contents.trust)))
        let deposits = Deposits(vault: folder.vault, template: template, console: console)
        let status = try await deposits.run(items)
        try await folder.close()
        return status
    }
}
