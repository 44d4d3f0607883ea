import ArgumentParser

/// Where a new signature goes.
enum SignatureFormat: String, CaseIterable, ExpressibleByArgument {
    /// Into the PDF file.
    case pades
    /// Into a file of its own, or with the content into one.
    case cades
}
