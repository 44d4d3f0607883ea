import ArgumentParser
import Messages
import PKI
import Signatures

/// What can be asked of a signature inside a PDF file.
struct PDFSigningOptions: ParsableArguments {
    @Option(help: "PDF: certify it, and let others change no more than this.") var certify: CertificationLevel?
    @Option(help: "PDF: why it is signed.") var reason: String?
    @Option(help: "PDF: where it is signed.") var location: String?
    @Option(help: "PDF: the signature field, an empty one or a new one.") var field: String?

    @Option(help: "PDF: show it: PAGE:CORNER, as in 1:bottom-right or last:top-left.") var stamp: StampPlace?
    @Option(help: "PDF: a TrueType font for --stamp (else DejaVu Sans, Noto Sans …).") var stampFont: String?

    /// The first option that was given, for who has no PDF file.
    var firstGiven: String? {
        if certify != nil { return "--certify" }
        if reason != nil { return "--reason" }
        if location != nil { return "--location" }
        if field != nil { return "--field" }
        if stamp != nil { return "--stamp" }
        return stampFont != nil ? "--stamp-font" : nil
    }

    /// - Parameter console: speaks the language of the stamp.
    /// - Throws: `CommandFailure` where there is no font.
    func request(for signer: SigningIdentity, isTimestamped: Bool, _ console: Console) throws -> PDFSigningRequest {
        var request = PDFSigningRequest(time: .now())
        request.certification = certify?.certification
        request.reason = reason
        request.location = location
        request.fieldName = field
        request.isTimestamped = isTimestamped
        if let stamp {
            request.stamp = PDFStamp(
                page: stamp.page, corner: stamp.corner,
                lines: try lines(for: signer, at: request.time, console), font: try StampFont.bytes(named: stampFont))
        }
        return request
    }

    /// Who, when, and why. The time is the one that the signature claims, with its zone.
    private func lines(for signer: SigningIdentity, at time: Instant, _ console: Console) throws -> [String] {
        let subject = try Certificate(der: signer.certificate).subject
        let name = subject.values(.commonName).first ?? subject.values(.organizationName).first ?? ""
        let moment = time.localText.replacing("T", with: " ")
        var lines = [
            console.text("STAMP_SIGNER", ["signer": name]), console.text("STAMP_TIME", ["time": moment]),
        ]
        if let reason { lines.append(console.text("STAMP_REASON", ["reason": reason])) }
        return lines
    }
}
