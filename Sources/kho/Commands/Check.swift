import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho check`: reads the whole vault again and says what is not as it was.
struct Check: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check every byte of the vault.",
        discussion: """
            Examples:
              kho check
              kho check --since checkpoint-cu.txt     against one that was kept elsewhere

            Exit status: 0 sound, 20 something changed, 21 rolled back or forked.
            """)

    @Option(help: "A checkpoint of this vault that was kept outside of it.") var since: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    /// A checkpoint with its witnesses' lines is a few KB.
    static let maximumCheckpoint = 1 << 20

    func work(_ console: Console) async throws -> ExitStatus {
        let checkpoint = try since.map { try InputFile.bytes($0, limit: Self.maximumCheckpoint) }
        try VaultAccess.authorise(.check, of: vault.folder(), as: claim())
        let report = try await VaultCheck(path: vault.folder(), sealVerifier: PinnedSeals()).run(since: checkpoint)
        for finding in report.findings { show(finding, console) }
        if report.isClean {
            let facts = ["records": String(report.records), "objects": String(report.objects)]
            if console.isJSON {
                console.print([
                    "schema": "kho.check/1", "records": .integer(Int64(report.records)),
                    "objects": .integer(Int64(report.objects)), "sound": true,
                    "unpublished": .integer(Int64(report.unpublished)),
                    "unwritten": .integer(Int64(report.unwritten)),
                    "unfinishedErasures": .integer(Int64(report.unfinishedErasures)),
                    "unfinishedRotation": .bool(report.hasUnfinishedRotation),
                ])
            } else {
                console.print(Message(code: "CHECK_SOUND", facts: facts))
                if report.unpublished > 0 || report.unwritten > 0 {
                    console.print(
                        Message(
                            code: "CHECK_UNFINISHED",
                            facts: [
                                "unpublished": String(report.unpublished), "unwritten": String(report.unwritten),
                            ]))
                }
                if report.hasUnfinishedRotation { console.print(Message(code: "ROTATION_UNFINISHED")) }
                if report.unfinishedErasures > 0 { console.print(Message(code: "ERASURE_UNFINISHED")) }
                if !report.comparedWithOutside { console.print(Message(code: "CHECK_ROLLBACK_UNSEEN")) }
            }
            return .success
        }
        return report.findings.contains(where: \.isRollbackOrFork) ? .rollbackOrFork : .integrityFailure
    }

    private func show(_ finding: Finding, _ console: Console) {
        let message = Message(code: MessageCode(finding.code.rawValue), facts: finding.facts)
        let next = Message(code: MessageCode(finding.nextStep.rawValue), facts: finding.facts)
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.check/1", "sound": false, "error": message.json, "next": next.json,
                "facts": .object(JSON.Object(finding.facts.map { ($0.key, .string($0.value)) }) ?? [:]),
            ]
            object["document"] = finding.document.map { .string($0.text) }
            console.print(.object(object))
        } else {
            var text = message.text(in: console.language)
            let place = finding.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\(SafeText.escaped($0.value))" }
            if !place.isEmpty { text += " [" + place.joined(separator: " ") + "]" }
            if let document = finding.document {
                text += " " + console.text("CHECK_DOCUMENT", ["document": document.text])
            }
            console.print(console.emphasised(text, .red))
            console.print("  → " + next.text(in: console.language))
        }
    }
}
