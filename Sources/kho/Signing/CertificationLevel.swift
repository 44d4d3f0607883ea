import ArgumentParser
import Signatures

/// What a certified PDF file lets others change.
enum CertificationLevel: String, CaseIterable, ExpressibleByArgument {
    case noChanges = "no-changes"
    case formFilling = "form-filling"
    case annotations

    var certification: PDFSigningRequest.Certification {
        switch self {
        case .noChanges: .noChanges
        case .formFilling: .formFilling
        case .annotations: .annotations
        }
    }
}
