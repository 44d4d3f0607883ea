import Foundation
import PKI

/// Mints the PKI of `make demo`: nobody outside the demonstration should trust it, and nothing else does.
///
/// Usage: `demonstration-pki FOLDER` writes `FOLDER/certs` (a folder of trust) and `FOLDER/keys` (PKCS#12 files, all
/// with the passphrase in `FOLDER/keys/passphrase.txt`).
@main
struct DemonstrationPKI {
    static let day: Int64 = 86400
    static let passphrase = "demo"

    let folder: URL
    let now = Instant.now()

    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: demonstration-pki FOLDER\n".utf8))
            exit(2)
        }
        try DemonstrationPKI(folder: URL(fileURLWithPath: CommandLine.arguments[1])).write()
    }

    func write() throws {
        let from = now.adding(seconds: -365 * Self.day)
        let until = now.adding(seconds: 3650 * Self.day)
        let root = try IssuingAuthority.selfSigned(
            .authority("Demo National Root CA", notBefore: from, notAfter: until), key: .generate(.p384))
        let issuing = try subordinate("Demo Issuing CA", of: root, from: from, until: until)
        let stampRoot = try IssuingAuthority.selfSigned(
            .authority("Demo Time-Stamping Root", notBefore: from, notAfter: until), key: .generate(.p256))
        let agencies = try IssuingAuthority.selfSigned(
            .authority("Demo Government Root CA", notBefore: from, notAfter: until), key: .generate(.p256))
        let stranger = try IssuingAuthority.selfSigned(
            .authority("Stranger's Root", notBefore: from, notAfter: until), key: .generate(.p256))

        try put(root.certificate, "certs/signers/demo-root.pem")
        try put(agencies.certificate, "certs/authorities/demo-agency-root.pem")
        try put(stampRoot.certificate, "certs/timestamp/demo-tsa-root.pem")
        try put(issuing.certificate, "certs/intermediates/demo-issuing-ca.pem")

        try identity("cong-dan", Self.citizen, by: issuing, key: .rsa(bits: 2048))
        try identity("nhan-vien", Self.employee, by: issuing)
        try identity("co-quan", Self.agency, by: agencies)
        try identity("chung-thuc", Self.certifier, by: agencies)
        try identity("con-dau-kho", [.init(.commonName, "Demo Vault Seal")], by: issuing)
        let revoked = try identity("bi-thu-hoi", Self.revokedCitizen, by: issuing)
        try identity("nguoi-la", Self.citizen, by: stranger)
        try timestampAuthority(by: stampRoot, from: from, until: until)

        let this = now.adding(seconds: -3600)
        let next = now.adding(seconds: 30 * Self.day)
        let entry = IssuingAuthority.RevokedEntry(
            revoked, at: now.adding(seconds: -7 * Self.day), reason: .keyCompromise)
        try put(
            try issuing.revocationList(revoked: [entry], thisUpdate: this, nextUpdate: next), "certs/crls/issuing.crl")
        try put(try root.revocationList(thisUpdate: this, nextUpdate: next), "certs/crls/root.crl")
        try put(try agencies.revocationList(thisUpdate: this, nextUpdate: next), "certs/crls/agency-root.crl")
        try put(try stampRoot.revocationList(thisUpdate: this, nextUpdate: next), "certs/crls/tsa-root.crl")
        let status = try issuing.ocspResponse(
            about: revoked, .revoked(now.adding(seconds: -7 * Self.day), .keyCompromise), thisUpdate: this,
            nextUpdate: next)
        try put(status, "certs/ocsp/bi-thu-hoi.ocsp")
        try put(Array((Self.passphrase + "\n").utf8), "keys/passphrase.txt")
    }

    // MARK: Subjects, as the national CAs write them (domain.md section 2.3)

    private typealias Subject = [CertificateTemplate.NameAttribute]

    private static let citizen: Subject = [
        .init(.userID, "CCCD:038093015572"), .init(.commonName, "Nguyễn Văn An"),
    ]
    private static let revokedCitizen: Subject = [
        .init(.userID, "CCCD:025199009534"), .init(.commonName, "Trần Thị Bình"),
    ]
    private static let employee: Subject = [
        .init(.userID, "MST:0100686209-199"), .init(.userID, "CCCD:001088012345"),
        .init(.commonName, "Lê Minh Châu"), .init(.organizationName, "Công ty Ví Dụ"),
    ]
    private static let agency: Subject = [
        .init(.userID, "MST:0400260612"), .init(.userID, "MNS:1047665"), .init(.commonName, "Sở Ví Dụ"),
        .init(.organizationName, "UBND Thành phố Ví Dụ"),
    ]

    /// Who may certify copies at the agency: a person, under the government's root.
    private static let certifier: Subject = [
        .init(.userID, "CCCD:001077000123"), .init(.commonName, "Phạm Thị Dung"),
        .init(.organizationName, "Sở Ví Dụ"),
    ]

    // MARK: Making

    private func subordinate(
        _ name: String, of root: IssuingAuthority, from: Instant, until: Instant
    ) throws -> IssuingAuthority {
        let key = try PrivateKey.generate(.p256)
        let template = CertificateTemplate.authority(name, notBefore: from, notAfter: until, pathLength: 0)
        return IssuingAuthority(certificate: try root.issue(template, for: key.publicKeyInfo), key: key)
    }

    @discardableResult
    private func identity(
        _ file: String, _ subject: Subject, by authority: IssuingAuthority, key kind: PrivateKey.NewKind = .p256
    ) throws -> [UInt8] {
        let key = try PrivateKey.generate(kind)
        let template = CertificateTemplate.signer(
            subject, notBefore: now.adding(seconds: -180 * Self.day), notAfter: now.adding(seconds: 900 * Self.day))
        let certificate = try authority.issue(template, for: key.publicKeyInfo)
        let container = try key.pkcs12(
            certificate: certificate, chain: [authority.certificate], name: file, passphrase: Self.passphrase)
        try put(container, "keys/\(file).p12")
        return certificate
    }

    private func timestampAuthority(by root: IssuingAuthority, from: Instant, until: Instant) throws {
        let key = try PrivateKey.generate(.p256)
        var template = CertificateTemplate(
            subject: [.init(.commonName, "Demo TSA")], notBefore: from, notAfter: until)
        template.keyUsage = "critical,digitalSignature"
        template.extendedKeyUsage = "critical,timeStamping"
        let certificate = try root.issue(template, for: key.publicKeyInfo)
        let container = try key.pkcs12(
            certificate: certificate, chain: [root.certificate], name: "tsa", passphrase: Self.passphrase)
        try put(container, "keys/tsa.p12")
    }

    /// PEM where the name says so, else the bytes as they are.
    private func put(_ bytes: [UInt8], _ name: String) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let data = name.hasSuffix(".pem") ? Data(PEM.armour(bytes, label: "CERTIFICATE").utf8) : Data(bytes)
        try data.write(to: url)
        if name.hasPrefix("keys/") {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
        }
    }
}
