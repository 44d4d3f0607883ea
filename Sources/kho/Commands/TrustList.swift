import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultStorage

/// `kho trust list`: every anchor with its purpose, fingerprint and period.
struct TrustList: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the trusted roots.", discussion: "Example:\n  kho trust list --json")

    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let (_, contents) = try folder.load()
        for entry in contents.files {
            let subject = (try? Certificate(der: entry.anchor.der))?.subject.text ?? ""
            if console.isJSON {
                var fields: JSON.Object = [
                    "schema": "kho.trust-list/1", "purpose": .string(entry.anchor.purpose.rawValue),
                    "sha256": .string(entry.anchor.sha256.hexadecimal), "subject": .string(subject),
                ]
                fields["trustedFrom"] = entry.anchor.trustedFrom.map { .string($0.description) }
                fields["trustedUntil"] = entry.anchor.trustedUntil.map { .string($0.description) }
                console.print(.object(fields))
            } else {
                let until = entry.anchor.trustedUntil.map { "  ≤ \($0.localText)" } ?? ""
                console.print(
                    "\(entry.anchor.purpose.rawValue)  \(entry.anchor.sha256.hexadecimal)\(until)\n    "
                        + SafeText.escaped(subject))
            }
        }
        if contents.files.isEmpty, !console.isJSON { console.warn(Message(code: "NO_TRUST_ANCHORS")) }
        return .success
    }
}

/// `kho trust snapshot`: the name of what is trusted now, as reports write it.
struct TrustSnapshot: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Print the trust snapshot, and with --text what it is the digest of.",
        discussion: "Example:\n  kho trust snapshot --text")

    @Flag(help: "Print the lines themselves.") var text = false
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let (_, contents) = try folder.load()
        if console.isJSON {
            console.print([
                "schema": "kho.trust-snapshot/1", "snapshot": .string(contents.trust.snapshot.description),
                "text": .string(contents.trust.snapshotText),
            ])
        } else {
            console.output.write(text ? contents.trust.snapshotText : contents.trust.snapshot.description + "\n")
        }
        return .success
    }
}

/// `kho trust check`: whether every file of the folder can be used.
struct TrustCheck: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check that every file of the folder can be used.",
        discussion: "Example:\n  kho trust check --trust certs")

    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let (target, contents) = try folder.load()
        for file in contents.brokenFiles {
            let message = Message(code: "TRUST_FILE_BROKEN", facts: ["file": file])
            if console.isJSON {
                console.print(["schema": "kho.trust-check/1", "file": .string(file), "error": message.json])
            } else {
                console.print(message)
            }
        }
        if contents.brokenFiles.isEmpty {
            let facts = [
                "folder": target.path, "anchors": String(contents.trust.anchors.count),
                "crls": String(contents.trust.crls.count),
            ]
            if console.isJSON {
                console.print([
                    "schema": "kho.trust-check/1", "anchors": .integer(Int64(contents.trust.anchors.count)),
                    "crls": .integer(Int64(contents.trust.crls.count)),
                ])
            } else {
                console.print(Message(code: "TRUST_SELF_CHECK", facts: facts))
            }
        }
        return contents.brokenFiles.isEmpty ? .success : .inputOutput
    }
}
