import CanonicalJSON
import Messages
import PKI
import VaultCore

/// Tells whether a document is on file: the answer first, then where, then who was asked and what they said.
struct FindReport {
    let resolution: Resolution
    let console: Console

    /// 0 on file, 8 nowhere, 75 undecided; 21 where a source was proved false, whatever the others said.
    var status: ExitStatus {
        if resolution.hasRefusal { return .rollbackOrFork }
        return switch resolution.answer {
        case .onFile: .success
        case .notFound: .noSuchDocument
        case .undecided: .temporary
        }
    }

    /// - Parameter folder: where the proof was written.
    func show(folder: String?) {
        guard !console.isJSON else {
            var object: JSON.Object = ["schema": "kho.find/1"]
            for member in resolution.json.object?.members ?? [] { object[member.key] = member.value }
            object["output"] = folder.map { .string($0) }
            console.print(.object(object))
            return
        }
        switch resolution.answer {
        case .onFile:
            console.print(
                console.emphasised(console.text("FIND_ON_FILE"), .green) + " "
                    + console.text("FIND_AT", ["source": name(resolution.hit?.source ?? "")]))
        case .notFound:
            console.print(console.emphasised(console.text("FIND_NOT_FOUND"), .yellow))
        case .undecided:
            console.print(console.emphasised(console.text("FIND_UNDECIDED"), .yellow))
        }
        for (label, value) in fields(folder) { console.print(VerdictLayout.field(console.text(label), value)) }
        for step in resolution.steps {
            console.print("  " + line(step))
            if let code = step.code, step.outcome != .hit {
                console.print("     " + console.text(MessageCode(code), step.facts))
            }
        }
        if resolution.answer != .onFile, resolution.steps.count == 1 { console.print(console.text("FIND_NO_SOURCES")) }
        if resolution.answer == .undecided { console.print(console.text("FIND_UNDECIDED.NEXT")) }
        if resolution.hasRefusal { console.warn(Message(code: "FIND_REFUSED")) }
    }

    private func name(_ source: String) -> String {
        source == ResolutionStep.own ? console.text("FIND_OWN") : SafeText.escaped(source)
    }

    private func line(_ step: ResolutionStep) -> String {
        let facts = [
            "step": String(step.step), "source": name(step.source), "findOutcome": step.outcome.rawValue,
        ]
        let ended = step.standing.map { " (\(console.word(for: $0.rawValue, of: "event")))" } ?? ""
        let scope = step.outcome == .miss ? step.facts["scope"] : nil
        return console.text("FIND_STEP", facts) + ended
            + (scope.map { " (\(console.text("FIND_IN_SCOPE", ["scope": $0])))" } ?? "")
    }

    private func fields(_ folder: String?) -> [(MessageCode, String)] {
        guard let proof = resolution.proof else { return [] }
        let document = proof.document
        var fields: [(MessageCode, String)] = [
            ("LABEL.document", document.document.text), ("LABEL.version", String(document.version)),
            ("LABEL.name", SafeText.escaped(document.name)), ("LABEL.category", String(document.category.rawValue)),
            (
                "LABEL.log",
                console.text(
                    "LOG_PLACE",
                    ["index": String(proof.record.record.index), "time": proof.record.record.leaf.time.localText])
            ),
            ("LABEL.flags", resolution.flags.map { "\($0.name)=\($0.value)" }.joined(separator: " ")),
        ]
        if let folder { fields.append(("LABEL.proof", SafeText.escaped(folder))) }
        return fields
    }
}
