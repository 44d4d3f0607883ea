import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// Verifies files one after another on one thread, and shows each result.
struct FileVerification {
    let location: TrustLocation
    let now: Instant
    /// Whether `--at` was given.
    let isAsOf: Bool
    var console: Console
    private let validator: SignatureValidator

    /// - Parameter parsed: certificates of the trust that this thread has parsed already.
    init(location: TrustLocation, parsed: [Certificate], now: Instant, isAsOf: Bool, console: Console) {
        self.location = location
        self.now = now
        self.isAsOf = isAsOf
        self.console = console
        validator = SignatureValidator(trust: location.contents.trust, parsed: parsed)
    }

    func verify(_ item: VerificationItem) -> ExitStatus {
        do {
            if let failure = item.failure { throw failure }
            if item.isUnsigned { return showUnsigned(item) }
            if let archive = try archive(item) {
                if BundleVerifier.isBundle(archive) {
                    return try BundleVerification(location: location, now: now, isAsOf: isAsOf, console: console)
                        .verify(archive, item)
                }
                guard ReceiptVerification.isReceipt(archive) else { throw SignedFileError(.unsupportedFormat, "ZIP") }
                return try ReceiptVerification(location: location, console: console).verify(archive, name: item.name)
            }
            var item = item
            var report = try validator.validate(item.source, contents: item.contents, at: now)
            if item.isBeside, report.indication == .totalPassed, !report.uncoveredContents.isEmpty {
                // The signature holds its content: what lies beside under the like name is not its business.
                item = item.alone
                report = try validator.validate(item.source, contents: [], at: now)
            }
            show(report, item)
            return Self.status(report)
        } catch {
            let failure = Self.failure(error, item.name)
            show(failure, item)
            return failure.status
        }
    }

    /// The file as an archive, where it is one.
    private func archive(_ item: VerificationItem) throws -> ZipReader? {
        guard item.source.count >= 4, ZipReader.looksLikeZip(try item.source.bytes(0..<4)) else { return nil }
        return try ZipReader(item.source)
    }

    private static func failure(_ error: any Error, _ name: String) -> CommandFailure {
        switch error {
        case let error as SignedFileError: CommandFailure(error, file: name)
        case let error as ByteSourceError: CommandFailure(error, file: name)
        case let error as ZipError: CommandFailure(error, file: name)
        default: CommandFailure(unexpected: error)
        }
    }

    /// The exit status of one file: its indication, and 3 for good signatures that leave a given content uncovered.
    static func status(_ report: ValidationReport) -> ExitStatus {
        switch report.indication {
        case .totalPassed: report.uncoveredContents.isEmpty ? .success : .indeterminate
        case .totalFailed: .provenBad
        case .indeterminate: .indeterminate
        case .noSignatureFound: .noSignature
        }
    }

    private func show(_ report: ValidationReport, _ item: VerificationItem) {
        if console.isJSON {
            console.print(
                VerificationDocument(report: report, item: item, checkedAt: isAsOf ? nil : .now()).json)
        } else {
            let layout = VerdictLayout(console: console, location: location, isAsOf: isAsOf)
            console.output.write(layout.text(report, item))
        }
    }

    private func showUnsigned(_ item: VerificationItem) -> ExitStatus {
        let report = ValidationReport(
            format: nil, trustSnapshot: location.contents.trust.snapshot.description, validationTime: now)
        show(report, item)
        return .noSignature
    }

    private func show(_ failure: CommandFailure, _ item: VerificationItem) {
        guard console.isJSON else {
            console.print(console.emphasised(console.text("NOT-READABLE"), .red))
            console.print("  " + failure.message.text(in: console.language))
            if let next = failure.message.nextStep { console.print("  → " + next.text(in: console.language)) }
            return
        }
        console.print([
            "schema": "kho.verify/1", "file": .string(item.name), "error": failure.message.json,
            "signatures": [],
        ])
    }
}
