import PKI
import Signatures

/// What a verdict rests on and a vault keeps in the space `shared`: CRLs, OCSP answers, certificates, timestamps,
/// the trust snapshot and its anchors. Each once, in the order of the report.
struct Evidence: Sendable {
    let digests: [Digest]
    private let contents: [Digest: [UInt8]]

    init(_ validation: DepositValidation) {
        var digests: [Digest] = []
        var contents: [Digest: [UInt8]] = [:]
        for bytes in validation.report.evidence.map(\.der) + validation.trustObjects where !bytes.isEmpty {
            let digest = Digest.sha256(of: bytes)
            if contents.updateValue(bytes, forKey: digest) == nil { digests.append(digest) }
        }
        self.digests = digests
        self.contents = contents
    }

    func bytes(of digest: Digest) -> [UInt8] { contents[digest] ?? [] }
}
