import Messages
import PKI
import Signatures
import VaultStorage

/// A verdict for a person: the words of the verdict first, then who, when, why, and what to do next
/// (docs/design.md section 8). Nothing that a file says stands on the verdict line.
struct VerdictLayout {
    let console: Console
    let location: TrustLocation
    let isAsOf: Bool

    func text(_ report: ValidationReport, _ item: VerificationItem) -> String {
        var lines = [verdictLine(report.indication, at: report.validationTime)]
        lines.append(field("LABEL.file", SafeText.escaped(item.name)))
        for (index, signature) in report.signatures.enumerated() {
            if report.signatures.count > 1 {
                lines.append("")
                lines.append("  " + heading(signature, index + 1, of: report.signatures.count))
            }
            lines += self.lines(signature, item, in: report)
        }
        for timestamp in report.documentTimestamps { lines += self.lines(timestamp) }
        for index in report.uncoveredContents {
            lines.append(
                field("LABEL.note", sentence("UNSIGNED_CONTENT", ["file": item.contents[index].name])))
        }
        lines.append(field("LABEL.trust", trust))
        return lines.joined(separator: "\n") + "\n"
    }

    func verdictLine(_ indication: Indication, at time: Instant) -> String {
        var words = console.emphasised(console.text(MessageCode(indication.rawValue)), Self.colour(indication))
        if isAsOf { words += " — " + console.text("AS_OF", ["time": time.localText]) }
        return words
    }

    private func heading(_ signature: SignatureReport, _ number: Int, of count: Int) -> String {
        var text = console.text("LABEL.signature", ["number": String(number), "count": String(count)])
        text += ": " + console.text(MessageCode(signature.indication.rawValue))
        if let parent = signature.counterSignatureOf {
            text += " (" + console.text("LABEL.counterSignature", ["id": parent]) + ")"
        }
        return text
    }

    private func lines(_ signature: SignatureReport, _ item: VerificationItem, in report: ValidationReport) -> [String]
    {
        var lines: [String] = []
        let why = signature.reasons.filter { $0.weight == .failure }.map {
            field("LABEL.why", sentence($0) + code($0.code))
        }
        // What was changed after signing is said before who signed: they did not sign what is shown.
        let isChanged = signature.changesAfterSigning == .suspicious
        if isChanged { lines += why }
        if let index = signature.coveredContent {
            lines.append(field("LABEL.covers", SafeText.escaped(item.contents[index].name)))
        }
        if let signer = signature.signer {
            lines.append(field("LABEL.signer", name(of: signer)))
            lines.append(field("LABEL.issuer", SafeText.escaped(signer.issuer)))
        }
        lines.append(field("LABEL.when", when(signature)))
        if let statement = signature.statement {
            lines.append(field("LABEL.statement", SafeText.escaped(statement, limit: Self.longestStatement)))
        }
        let how = [signature.level, signature.signatureAlgorithm, signature.digestAlgorithm]
        lines.append(field("LABEL.how", how.joined(separator: ", ")))
        if !isChanged { lines += why }
        for reason in signature.reasons where reason.weight == .information {
            lines.append(field("LABEL.note", sentence(reason)))
        }
        for timestamp in signature.timestamps where timestamp.indication != .totalPassed {
            for reason in timestamp.reasons { lines.append(field("LABEL.note", sentence(reason) + code(reason.code))) }
        }
        for flag in signature.policyFlags { lines.append(field("LABEL.note", sentence(MessageCode(flag), [:]))) }
        if let next = signature.reasons.lazy.filter({ $0.weight == .failure }).compactMap({ message($0).nextStep })
            .first
        {
            lines.append(field("LABEL.next", next.text(in: console.language)))
        }
        return lines
    }

    private func lines(_ timestamp: TimestampReport) -> [String] {
        let time = timestamp.time?.localText ?? "?"
        let heading = console.text("DOCUMENT_TIMESTAMP", ["time": time]) + ": "
        return [field("LABEL.note", heading + console.text(MessageCode(timestamp.indication.rawValue)))]
            + timestamp.reasons.map { field("LABEL.note", sentence($0) + code($0.code)) }
    }

    func name(of signer: SignerReport) -> String {
        let identifiers = signer.identifiers.isEmpty ? "" : " (" + signer.identifiers.joined(separator: ", ") + ")"
        let name = (signer.commonName ?? signer.subject) + identifiers
        return console.text("WHO", ["name": name, "kind": signer.kind.rawValue])
    }

    func when(_ signature: SignatureReport) -> String {
        if let best = signature.bestSignatureTime { return console.text("WHEN_PROVEN", ["time": best.localText]) }
        if let claimed = signature.claimedSigningTime {
            return console.text("WHEN_CLAIMED", ["time": claimed.localText])
        }
        return console.text("WHEN_UNKNOWN")
    }

    var trust: String {
        guard let folder = location.folder else { return console.text("TRUST_NOWHERE") }
        return console.text(
            "TRUST_FROM",
            ["folder": folder.path, "count": String(location.contents.trust.anchors.count)])
    }

    /// A certification's statement with its digest stands on one line; more of a stranger's text is cut.
    private static let longestStatement = 2000

    // MARK: Words

    private func message(_ reason: Reason) -> Message {
        Message(code: MessageCode(reason.code), facts: reason.facts.mapValues(Self.readable))
    }

    func sentence(_ reason: Reason) -> String { message(reason).text(in: console.language) }

    private func sentence(_ code: MessageCode, _ facts: [String: String]) -> String { console.text(code, facts) }

    /// The stable code behind a reason, for whoever asks for help.
    private func code(_ code: String) -> String { " [\(code)]" }

    /// Times stand in reports in UTC; a person reads local time with its offset.
    static func readable(_ fact: String) -> String {
        fact.hasSuffix("Z") ? Instant(fact)?.localText ?? fact : fact
    }

    func field(_ label: MessageCode, _ value: String) -> String { Self.field(console.text(label), value) }

    /// A labelled line, values in one column.
    static func field(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 14 - name.count)) + value
    }

    private static func colour(_ indication: Indication) -> Console.Colour {
        switch indication {
        case .totalPassed: .green
        case .totalFailed: .red
        case .indeterminate, .noSignatureFound: .yellow
        }
    }
}
