import ArgumentParser
import PKI
import Signatures

/// What can be asked of a signature inside a PDF file.
struct PDFSigningOptions: ParsableArguments {
    @Option(help: "PDF: certify it, and let others change no more than this.") var certify: CertificationLevel?
    @Option(help: "PDF: why it is signed.") var reason: String?
    @Option(help: "PDF: where it is signed.") var location: String?
    @Option(help: "PDF: the signature field, an empty one or a new one.") var field: String?

    /// The first option that was given, for who has no PDF file.
    var firstGiven: String? {
        if certify != nil { return "--certify" }
        if reason != nil { return "--reason" }
        if location != nil { return "--location" }
        return field != nil ? "--field" : nil
    }

    func request(at time: Instant, isTimestamped: Bool) -> PDFSigningRequest {
        var request = PDFSigningRequest(time: time)
        request.certification = certify?.certification
        request.reason = reason
        request.location = location
        request.fieldName = field
        request.isTimestamped = isTimestamped
        return request
    }
}
