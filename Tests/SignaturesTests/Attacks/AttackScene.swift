import PKI
import Signatures
import TestSupport
import Testing

/// A citizen, a document and a verifier that trusts the citizen's authority: what every attack starts from.
struct AttackScene {
    static let content = Array("Đơn đề nghị cấp bản sao trích lục khai sinh".utf8)

    let pki: MintedPKI
    let citizen: MintedPKI.Identity
    let validator: SignatureValidator

    init(kind: PrivateKey.NewKind = .p256) throws {
        pki = try MintedPKI()
        citizen = try pki.signer(key: .generate(kind))
        validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
    }

    func signer(
        over content: [UInt8] = content, by identity: MintedPKI.Identity? = nil,
        _ change: (inout HandmadeSigner) throws -> Void = { _ in }
    ) throws -> HandmadeSigner {
        var signer = try HandmadeSigner(identity ?? citizen, over: content)
        try change(&signer)
        return signer
    }

    /// The report on an attached signature, of which `change` made something else.
    func attached(_ change: (inout HandmadeSigner) throws -> Void) throws -> SignatureReport {
        try only(HandmadeCMS(signer(over: Self.content, change), content: Self.content))
    }

    /// The report on the only signature of a file.
    func only(_ cms: HandmadeCMS, contents: [OriginalContent] = [], by other: SignatureValidator? = nil) throws
        -> SignatureReport
    {
        try report(cms.encoded(), contents: contents, by: other).signatures[0]
    }

    func report(_ file: [UInt8], contents: [OriginalContent] = [], by other: SignatureValidator? = nil) throws
        -> ValidationReport
    {
        try (other ?? validator).validate(MemorySource(file), contents: contents, at: MintedPKI.now)
    }

    static func original(_ bytes: [UInt8]) -> OriginalContent {
        OriginalContent(name: "original", source: MemorySource(bytes))
    }
}

extension SignatureReport {
    /// What went wrong, in one line for a failing test.
    var summary: String {
        "\(indication.rawValue)/\(subIndication?.rawValue ?? "-") intact \(intact) \(reasons.map(\.code))"
    }

    func has(_ code: String) -> Bool { reasons.contains { $0.code == code } }
}
