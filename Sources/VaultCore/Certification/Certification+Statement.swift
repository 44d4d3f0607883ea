import CanonicalJSON
import PKI

extension Certification {
    /// What stands under both signatures: the lời chứng with all that is certified, in Vietnamese, and at its end the
    /// digest of the same as canonical JSON, so that no two certifications have one text.
    ///
    ///     Chứng thực bản sao đúng với bản chính. Số chứng thực: 45. Quyển số: 01/2026-SCT/BS. … [kho.certification/1 sha256:…]
    public var statementText: String {
        var paper = original.name
        if let notation = original.notation { paper += ", số \(notation)" }
        if let issuer = original.issuer { paper += ", nơi cấp: \(issuer)" }
        if let issued = original.issued { paper += ", ngày cấp: \(issued.text)" }
        var parts = [
            statement, "Số chứng thực: \(number)", "Quyển số: \(book)", "Thời điểm: \(time)",
        ]
        if let certifier { parts.append("Người chứng thực: \(certifier.name), \(certifier.title)") }
        parts += [
            "Cơ quan: \(authority.name) (\(authority.identifier))",
            "\(kind == .fromOriginal ? "Bản chính" : "Sổ gốc"): \(paper)", "Số trang: \(pages)",
            "Tệp: \(scan.size) byte, SHA-256 \(scan.digest.hexadecimal)",
            "Giá trị: " + (validUntil.map { "đến hết ngày \($0.text)" } ?? "không thời hạn"),
        ]
        return parts.joined(separator: ". ") + ". " + mark
    }

    private static let form = "[kho.certification/1 "

    private var mark: String { "\(Self.form)\(Digest.sha256(of: terms.canonicalBytes))]" }

    /// Whether a signature's own statement is one in this form.
    static func isInForm(_ statement: String) -> Bool { statement.contains(form) }
}
