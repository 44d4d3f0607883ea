import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore

/// `kho accesses`: who looked at what, without what they saw.
struct Accesses: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "accesses", abstract: "Show who looked at what, and on what ground.",
        discussion: """
            Examples:
              kho accesses 3fa9c1                       of one document
              kho accesses --owner CCCD:038093015572    of all that is one owner's
              kho accesses --since 2026-11-01 --as auditor

            The newest comes first: when, as whom, what, on what basis, for which dossier and purpose, and whether it was
            permitted. Tries that were denied are there too. Looking here is entered as well.
            """)

    @Argument(help: "Only of this document: its id, code, or the first digits of a digest.") var reference: String?
    @Option(help: "Only of what is this owner's: SCHEME:ID.") var owner: String?
    @Option(help: "Only from this day on: 2026-11-01.") var since: String?
    @Option(help: "At most so many.") var limit = 100
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
        guard reference == nil || owner == nil else { throw ValidationError("Give a document or an --owner.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        var identity: OwnerIdentity?
        // Where nothing is said, an owner asks for what is his.
        let named = try owner.map { try Owner($0) } ?? (reference == nil ? ownNumber(vault.actor) : nil)
        if let named { identity = try await vault.identity(of: named) }
        var query = AccessQuery()
        if let reference { query.document = try await identified(reference, in: vault, for: .accesses) }
        query.since = try DocumentOptions.day(since, "--since").flatMap { Instant("\($0.text)T00:00:00+07:00") }
        var left = limit
        var names: [DocumentID: String?] = [:]
        while left > 0 {
            let page = try await vault.accesses(of: identity, nil, query)
            for record in page.prefix(left) {
                var name: String?
                if let id = record.entry.document {
                    if let known = names[id] {
                        name = known
                    } else {
                        name = try await vault.ownName(of: id)
                        names[id] = name
                    }
                }
                show(record, name: name, isWhole: vault.actor.role == .auditor, console)
            }
            left -= page.count
            guard page.count == AccessQuery.maximumPage, let last = page.last else { break }
            query.before = last.sequence
        }
        if left == limit, !console.isJSON { console.warn(Message(code: "ACCESSES_NONE")) }
        return .success
    }

    private func ownNumber(_ actor: Actor) -> Owner? { actor.role == .owner ? actor.person : nil }

    // MARK: Showing

    private func show(_ record: AccessRecord, name: String?, isWhole: Bool, _ console: Console) {
        let entry = record.entry
        let person = entry.actor.person.map { (isWhole ? $0 : $0.masked).description }
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.access/1", "sequence": .integer(Int64(record.sequence)),
                "time": .string(record.time.textWithMicroseconds), "role": .string(entry.actor.role.rawValue),
                "entrance": .string(entry.actor.entrance), "action": .string(entry.action.rawValue),
                "result": .string(entry.result.rawValue),
            ]
            object["account"] = entry.actor.account.isEmpty ? nil : .string(entry.actor.account)
            object["person"] = person.map { .string($0) }
            object["agency"] = entry.actor.agency.map { .string($0.text) }
            object["basis"] = entry.basis.map { .string($0.rawValue) }
            object["consent"] = entry.consent.map { .integer(Int64($0)) }
            object["dossier"] = entry.dossier.map { .string($0.text) }
            object["purpose"] = entry.purpose.map { .string($0.text) }
            object["document"] = entry.document.map { .string($0.text) }
            object["version"] = entry.version.map { .integer(Int64($0)) }
            object["index"] = entry.index.map { .integer(Int64($0)) }
            object["resolution"] = entry.resolution?.json
            object["name"] = name.map { .string($0) }
            console.print(.object(object))
            return
        }
        let facts = [
            "role": entry.actor.role.rawValue, "action": entry.action.rawValue, "accessResult": entry.result.rawValue,
        ]
        var words = [
            record.time.localText, console.text(entry.result == .permitted ? "ACCESS_DONE" : "ACCESS_TRIED", facts),
        ]
        if let document = entry.document {
            words.append(document.text + (name.map { " “\(SafeText.escaped($0))”" } ?? ""))
        }
        var lines = [words.joined(separator: "  ")]
        let ground =
            [person, entry.actor.agency?.text].compactMap { $0 }
            + [entry.basis.map { console.text("ACCESS_GROUND", ["basis": $0.rawValue]) }].compactMap { $0 }
            + [entry.dossier?.text, entry.purpose?.text].compactMap { $0 }
        let account = entry.actor.account.isEmpty ? [] : [entry.actor.account]
        lines.append("    " + (ground + account).map { SafeText.escaped($0) }.joined(separator: " · "))
        if let resolution = entry.resolution { lines.append("    " + text(resolution, console)) }
        console.print(lines.joined(separator: "\n"))
    }

    /// What came of a search, and who was asked: `own miss, so-tu-phap hit`.
    private func text(_ resolution: AccessResolution, _ console: Console) -> String {
        let steps = resolution.steps.map { step in
            SafeText.escaped(step.source) + " " + step.outcome.rawValue
                + (step.code.map { " \(SafeText.escaped($0))" } ?? "")
        }
        return console.text("FIND_ANSWER", ["findAnswer": resolution.answer.rawValue]) + " · "
            + steps.joined(separator: ", ")
    }
}
