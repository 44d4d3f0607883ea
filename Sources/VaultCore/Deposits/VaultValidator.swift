import CanonicalJSON
public import PKI
import Signatures
import Synchronization

/// Validates deposits with kho's validation process against one trust store. Any number of threads may share it.
public final class VaultValidator: DepositValidator {
    private let trust: TrustStore
    private let now: @Sendable () -> Instant
    private let idle = Mutex<[Idle]>([])

    /// A validator that no thread is using.
    ///
    /// `@unchecked Sendable`: `SignatureValidator` may not be used by two threads at once, and is not: it is taken out
    /// of `idle` under the lock before use, and put back after.
    private struct Idle: @unchecked Sendable {
        let validator: SignatureValidator
    }

    /// - Parameter now: the clock that validation goes by.
    public init(trust: TrustStore, now: @escaping @Sendable () -> Instant = Instant.now) {
        self.trust = trust
        self.now = now
    }

    public func validate(_ deposit: ValidatedFiles) throws -> DepositValidation {
        let idle = self.idle.withLock { $0.popLast() } ?? Idle(validator: SignatureValidator(trust: trust))
        defer { self.idle.withLock { $0.append(idle) } }
        let contents = deposit.contents.map {
            OriginalContent(name: $0.name.text, source: $0.source, knownDigests: $0.digests)
        }
        let report: ValidationReport
        var isPlainlyUnsigned = false
        if deposit.mayBeUnsigned, try SignedFile.isPicture(deposit.source) {
            report = pictureReport(contents: contents)
            isPlainlyUnsigned = true
        } else {
            report = try Self.report(idle.validator, deposit.source, contents, deposit.purpose, now())
            if deposit.mayBeUnsigned, report.signatures.isEmpty {
                isPlainlyUnsigned = try SignedFile.isPDFWithoutSignatures(deposit.source)
            }
        }
        let scan = try deposit.certifiedScan.map {
            try CertifiedScan($0.digest, size: $0.size, in: deposit.source, contents: contents)
        }
        return DepositValidation(
            report: report,
            document: report.document(file: deposit.name.text, contents: contents.map(\.name)).canonicalBytes,
            trustObjects: [Array(trust.snapshotText.utf8)] + anchors(of: report),
            isPlainlyUnsigned: isPlainlyUnsigned, scan: scan)
    }

    /// Pictures carry no signatures: there is nothing to validate, and nothing that could cover a content.
    private func pictureReport(contents: [OriginalContent]) -> ValidationReport {
        var report = ValidationReport(
            format: nil, trustSnapshot: trust.snapshot.description, validationTime: now())
        report.uncoveredContents = Array(contents.indices)
        return report
    }

    private static func report(
        _ validator: SignatureValidator, _ source: any ByteSource, _ contents: [OriginalContent],
        _ purpose: SignedPurpose, _ now: Instant
    ) throws -> ValidationReport { try validator.validate(source, contents: contents, as: purpose, at: now) }

    /// The anchors that the report's chains end in, kept so that the report can be derived again.
    private func anchors(of report: ValidationReport) -> [[UInt8]] {
        let named = Set(report.signatures.compactMap { $0.anchor?.sha256 })
        return trust.anchors.filter { named.contains($0.sha256.hexadecimal) }.map(\.der)
    }
}
