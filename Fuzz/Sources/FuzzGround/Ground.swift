import Foundation
public import PKI
public import Signatures

/// What the targets stand on: one validator, as a server has it, and a clock that stands still.
public enum Ground {
    /// Later than every file of the corpus was made.
    public static let now = Instant("2026-06-01T00:00:00Z")!

    /// - Returns: the input of one run, as the fuzzer hands it over.
    public static func input(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// Runs a validation. A refusal is as good as a report, which is then written out as users get it.
    public static func survives(_ work: (SignatureValidator) throws -> Any) {
        guard let result = try? work(validator) else { return }
        if let report = result as? ValidationReport {
            _ = report.document(file: "input", contents: [])
        }
    }

    /// Every root that a file of the corpus carries is trusted here, for every purpose: paths, revocation and times are
    /// then looked at too.
    ///
    /// `nonisolated(unsafe)`: libFuzzer runs one input after another, on one thread.
    private nonisolated(unsafe) static let validator: SignatureValidator = {
        var anchors: [TrustAnchor] = []
        for der in Set(CorpusFiles.messages().flatMap(\.certificates)) {
            guard let certificate = try? Certificate(der: der), certificate.subject == certificate.issuer else {
                continue
            }
            for purpose in [TrustPurpose.signers, .timestamp] {
                anchors.append(TrustAnchor(der: der, purpose: purpose))
            }
        }
        return SignatureValidator(trust: TrustStore(anchors: anchors))
    }()
}
