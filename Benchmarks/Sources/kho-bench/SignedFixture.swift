import Foundation
import PKI
import Signatures

/// A PKI of one kind of key (root, issuing authority, signer; two revocation lists), and a small file signed in it.
struct SignedFixture {
    enum Kind: String {
        case rsa = "RSA-2048"
        case p256 = "P-256"

        var newKey: PrivateKey.NewKind {
            switch self {
            case .rsa: .rsa(bits: 2048)
            case .p256: .p256
            }
        }
    }

    static let owner = "CCCD:038093015572"
    /// The size of the detached original: a short letter.
    private static let contentByteCount = 2000

    let kind: Kind
    /// Files: `don.txt`, `don.txt.p7s`, `trusted.pem` (root and lists, for OpenSSL), `certs/` (for kho).
    let folder: String
    let signer: CAdESSigner
    let content: [UInt8]
    let signature: [UInt8]
    let trust: TrustStore
    /// The issuing authority's certificate, DER.
    let issuing: [UInt8]

    init(kind: Kind, folder: String) throws {
        self.kind = kind
        self.folder = folder
        let now = Instant.now()
        let day: Int64 = 86400
        let from = now.adding(seconds: -365 * day)
        let until = now.adding(seconds: 365 * day)
        let root = try IssuingAuthority.selfSigned(
            .authority("Bench Root", notBefore: from, notAfter: until), key: .generate(kind.newKey))
        let issuingKey = try PrivateKey.generate(kind.newKey)
        let issuing = IssuingAuthority(
            certificate: try root.issue(
                .authority("Bench Issuing CA", notBefore: from, notAfter: until, pathLength: 0),
                for: issuingKey.publicKeyInfo), key: issuingKey)
        let key = try PrivateKey.generate(kind.newKey)
        let certificate = try issuing.issue(
            .signer(
                [.init(.userID, Self.owner), .init(.commonName, "Nguyễn Văn An")], notBefore: from, notAfter: until),
            for: key.publicKeyInfo)
        let lists = try [issuing, root].map {
            try $0.revocationList(thisUpdate: now.adding(seconds: -3600), nextUpdate: now.adding(seconds: 30 * day))
        }
        self.issuing = issuing.certificate
        signer = try CAdESSigner(key: key, certificate: certificate, chain: [issuing.certificate])
        content = SecureRandom.bytes(Self.contentByteCount / 2).flatMap { [$0 & 0x3f | 0x40, 0x20] }
        signature = try signer.detached(MemorySource(content), signingTime: now)
        trust = TrustStore(
            anchors: [TrustAnchor(der: root.certificate, purpose: .signers)],
            intermediates: [issuing.certificate], crls: lists)

        func write(_ bytes: [UInt8], _ name: String) throws {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        func pem(_ bytes: [UInt8], _ label: String) -> [UInt8] { Array(PEM.armour(bytes, label: label).utf8) }
        try write(content, "don.txt")
        try write(signature, "don.txt.p7s")
        try write(pem(root.certificate, "CERTIFICATE"), "certs/signers/root.pem")
        try write(pem(issuing.certificate, "CERTIFICATE"), "certs/intermediates/issuing.pem")
        try write(lists[0], "certs/crls/issuing.crl")
        try write(lists[1], "certs/crls/root.crl")
        try write(pem(root.certificate, "CERTIFICATE") + lists.flatMap { pem($0, "X509 CRL") }, "trusted.pem")
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
}
