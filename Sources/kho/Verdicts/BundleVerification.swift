import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// `kho verify` on a copy bundle: seal, receipt and document each apart, the worst of them as the verdict.
struct BundleVerification {
    let location: TrustLocation
    let now: Instant
    let isAsOf: Bool
    let console: Console

    func verify(_ archive: ZipReader, _ item: VerificationItem) throws -> ExitStatus {
        let pinned: [PinnedVault]
        do { pinned = try location.folder?.pinnedVaults() ?? [] } catch {
            throw CommandFailure(error, folder: location.folder?.path ?? "")
        }
        let report = try BundleVerifier(vaults: pinned, trust: location.contents.trust).verify(archive, at: now)
        if console.isJSON {
            console.print(json(report, item))
        } else {
            console.output.write(text(report, item))
        }
        switch report.indication {
        case .totalPassed: return .success
        case .totalFailed: return .provenBad
        case .indeterminate: return .indeterminate
        case .noSignatureFound: return .noSignature
        }
    }

    private func json(_ report: BundleReport, _ item: VerificationItem) -> JSON {
        let validation =
            report.validation
            ?? ValidationReport(
                format: nil, trustSnapshot: location.contents.trust.snapshot.description, validationTime: now)
        let sha256 = (try? item.source.digest(.sha256))?.hexadecimal
        let document = validation.document(
            file: item.name, sha256: sha256, contents: report.contents, addingTo: VerificationDocument.sentences)
        guard case .object(var object) = document else { return .null }
        object["format"] = "ASiC-E"
        object["indication"] = .string(report.indication.rawValue)
        object["bundle"] = report.json(addingTo: VerificationDocument.sentences)
        if !isAsOf { object["checkedAt"] = .string(Instant.now().description) }
        return .object(object)
    }

    // MARK: For people

    /// Of a certified copy: what the authority certified, and apart from it what the vault attests.
    private func attestations(_ report: BundleReport, _ layout: VerdictLayout) -> [String] {
        guard let certified = report.certification else { return [] }
        let verdict = console.text(MessageCode(certified.part.indication.rawValue))
        var lines = ["", layout.field("LABEL.certifiedBy", verdict)]
        for reason in certified.part.reasons { lines.append("                " + layout.sentence(reason)) }
        for (label, value) in CertificationLines(console).lines(certified.certification) {
            lines.append(layout.field(label, value))
        }
        let code: MessageCode = certified.isStatedBySigners ? "CERTIFIED_BY_SIGNATURES" : "CERTIFIED_BY_RECORD"
        lines.append(layout.field("LABEL.note", console.text(code)))
        let attests = report.seal.indication == .totalPassed && report.receipt.indication == .totalPassed
        lines.append("")
        lines.append(
            layout.field(
                "LABEL.attestation", console.text(attests ? "VAULT_ATTESTS" : "VAULT_DOES_NOT_ATTEST")))
        return lines
    }

    private func text(_ report: BundleReport, _ item: VerificationItem) -> String {
        let layout = VerdictLayout(console: console, location: location, isAsOf: isAsOf)
        var lines = [layout.verdictLine(report.indication, at: now)]
        lines.append(layout.field("LABEL.file", SafeText.escaped(item.name)))
        if let vault = report.vault { lines.append(layout.field("LABEL.vault", SafeText.escaped(vault))) }
        let parts: [(MessageCode, BundleReport.Part)] = [
            ("LABEL.container", report.container), ("LABEL.seal", report.seal), ("LABEL.receipt", report.receipt),
            ("LABEL.document", report.document),
        ]
        for (label, part) in parts {
            lines.append(layout.field(label, console.text(MessageCode(part.indication.rawValue))))
            for reason in part.reasons { lines.append("                " + layout.sentence(reason)) }
        }
        if let statement = report.statement {
            lines.append(
                layout.field(
                    "LABEL.log",
                    console.text(
                        "RECEIPT_PROVES",
                        [
                            "index": String(statement.index), "origin": statement.origin,
                            "time": statement.time.localText,
                        ])))
            if let witnessed = statement.witnessedTime {
                lines.append(
                    layout.field("LABEL.note", console.text("RECEIPT_WITNESSED", ["time": witnessed.localText])))
            } else {
                lines.append(layout.field("LABEL.note", console.text("RECEIPT_NOT_WITNESSED")))
            }
        }
        for signature in report.validation?.signatures ?? [] {
            guard let signer = signature.signer else { continue }
            lines.append(layout.field("LABEL.signer", layout.name(of: signer)))
            lines.append(layout.field("LABEL.when", layout.when(signature)))
        }
        lines += attestations(report, layout)
        if let until = report.verifiableUntil {
            lines.append(layout.field("LABEL.note", console.text("VERIFIABLE_UNTIL", ["time": until.localText])))
        }
        if let stated = report.statedByVault {
            let verdict = console.text(MessageCode(stated.indication.rawValue))
            lines.append(layout.field("LABEL.note", console.text("STATED_BY_VAULT", ["verdict": verdict])))
        }
        lines.append(layout.field("LABEL.trust", layout.trust))
        return lines.joined(separator: "\n") + "\n"
    }
}
