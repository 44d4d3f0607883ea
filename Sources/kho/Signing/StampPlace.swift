import ArgumentParser
import Signatures

/// Where a visible signature stands: `PAGE:CORNER`, such as `1:bottom-right` or `last:top-left`.
struct StampPlace: ExpressibleByArgument {
    let page: PDFStamp.Page
    let corner: PDFStamp.Corner

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let corner = PDFStamp.Corner(rawValue: String(parts[1])) else { return nil }
        if parts[0] == "last" {
            page = .last
        } else if let number = Int(parts[0]), number > 0 {
            page = .number(number)
        } else {
            return nil
        }
        self.corner = corner
    }
}
