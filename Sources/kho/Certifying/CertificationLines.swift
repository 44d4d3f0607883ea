import Messages
import PKI
import VaultCore

/// A certification for a person to read.
struct CertificationLines {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ certification: Certification) -> [(MessageCode, String)] {
        let facts = [
            "statement": certification.statement, "number": certification.number, "book": certification.book,
            "time": certification.time, "pages": String(certification.pages),
            "sha256": certification.scan.digest.hexadecimal,
        ]
        let authority = certification.authority
        var lines: [(MessageCode, String)] = [
            ("LABEL.certification", console.text("CERTIFIED_AS", facts)),
            (
                "LABEL.authority",
                "\(SafeText.escaped(authority.name)) (\(SafeText.escaped(authority.identifier.description)))"
            ),
        ]
        if let certifier = certification.certifier {
            lines.append(
                ("LABEL.certifier", "\(SafeText.escaped(certifier.name)), \(SafeText.escaped(certifier.title))"))
        }
        let original = certification.original
        let paper = [
            original.name, original.notation, original.issuer, original.issued?.text,
        ].compactMap { $0 }.map { SafeText.escaped($0) }
        lines.append(("LABEL.original", paper.joined(separator: ", ")))
        lines.append(("LABEL.scan", console.text("CERTIFIED_SCAN", facts)))
        lines.append(
            (
                "LABEL.validUntil",
                certification.validUntil?.text ?? console.text("CERTIFIED_FOR_GOOD")
            ))
        return lines
    }
}
