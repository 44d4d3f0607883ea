import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import VaultCore

/// `kho put`: verifies files and keeps them; goes on after one that is refused.
struct Put: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Deposit files: verified, kept, logged.",
        discussion: """
            Examples:
              kho put don.pdf.p7s --owner CCCD:038093015572 --category 7
              kho put chu-ky.p7s --content don.pdf --owner CCCD:038093015572 --category 7
              kho put thu-muc/ --owner CCCD:038093015572 --category 7
              kho put don-moi.pdf --owner CCCD:038093015572 --category 7 --replaces 3fa9c1
              kho put quet.png --owner CCCD:038093015572 --category 2
              kho put --link https://a.vn --name KQ --owner CCCD:038093015572 --category 4
              kho put --metadata cc.json --name CC --owner CCCD:038093015572 --category 1

            The original beside a signature (don.pdf) comes along.

            What each category takes (docs/categories.md). Signatures that are there must be admissible in all.
              1  the owner's identity  --metadata alone, or signed files
              2  dossiers settled      files, signed or not
              3  working files         files, signed or not
              4  results               files signed by an agency, or a --link
              5  certified copies      files signed by a certifier and then an agency, with --certification
              6  digitised papers      files, signed or not; or --metadata alone
              7  the owner's files     files signed by the owner

            Unsigned are taken pictures (PNG, JPEG, TIFF) and PDF files without any signature.

            Exit status: 0 all kept, 6 refused, 7 kept as pending, 5 not readable.
            """)

    @Argument(help: "Files, or folders of them; none with --link or --metadata.") var paths: [String] = []
    @Option(help: "Whose space: SCHEME:ID, for example CCCD:038093015572.") var owner: String
    @Option(help: "The category of data, 1 to 7; 7 is the owner's own signed file.") var category: Int
    @Option(help: "An original that a detached signature covers; may be repeated.") var content: [String] = []
    @Option(help: "The document's code.") var code: String?
    @Option(help: "The scheme of the code.") var codeScheme: String?
    @Option(help: "The document's name for people.") var name: String?
    @Option(help: "The document whose next version this is: its id, code or digest.") var replaces: String?
    @Option(help: "Category 5: a JSON file with what was certified (docs/certified-copies.md).")
    var certification: String?
    @Option(help: "A key by which the same deposit, sent again, is known and kept once; for one file.")
    var idempotencyKey: String?
    @OptionGroup var elsewhere: LinkOptions
    @OptionGroup var document: DocumentOptions
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if paths.isEmpty {
            guard elsewhere.link != nil || elsewhere.metadata != nil else {
                throw ValidationError("Name at least one file, a --link, or --metadata.")
            }
            guard name != nil || replaces != nil, content.isEmpty else {
                throw ValidationError("What has no file needs a --name, and takes no --content.")
            }
        }
        if codeScheme != nil, code == nil { throw ValidationError("--code-scheme goes with --code.") }
        if paths.count > 1,
            !content.isEmpty || code != nil || name != nil || replaces != nil || certification != nil
        {
            throw ValidationError("--content, --code, --name, --certification and --replaces go with one file.")
        }
    }

    /// - Throws: `CERTIFICATION_FILE_MALFORMED`, `CERTIFICATION_MALFORMED` with the field.
    private func stated() throws -> Certification? {
        guard let certification else { return nil }
        let bytes = try InputFile.bytes(certification, limit: Certification.maximumFile)
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            throw CommandFailure(
                "CERTIFICATION_FILE_MALFORMED", ["file": certification, "offset": String(error.offset)], status: .usage)
        }
        return try Certification(stated: json)
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let items =
            try paths.isEmpty
            ? [DepositItem.withoutFile(name ?? replaces ?? "")] : DepositItem.items(paths: paths, contents: content)
        let template = try DepositTemplate(
            owner: Owner(owner), category: Category(number: category),
            code: code.map { try DocumentCode($0, scheme: codeScheme ?? DocumentCode.unspecifiedScheme) }, name: name,
            replaces: try replaces.map { try DocumentReference($0) }, details: try document.details(),
            sensitivity: try document.level(), secrecy: try document.degree(), links: try elsewhere.links(),
            metadata: try elsewhere.described(), certification: try stated(), idempotencyKey: idempotencyKey)
        guard idempotencyKey == nil || items.count == 1 else {
            throw CommandFailure("IDEMPOTENCY_KEY_FOR_ONE", status: .usage)
        }
        return try await opened(.validating(trust: trust)) { vault in
            try await Deposits(vault: vault, template: template, console: console).run(items)
        }
    }
}
