/// A visible signature: a few lines of text in a corner of a page, in a font that is put into the file.
public struct PDFStamp: Sendable {
    public enum Corner: String, Sendable, CaseIterable {
        case topLeft = "top-left"
        case topRight = "top-right"
        case bottomLeft = "bottom-left"
        case bottomRight = "bottom-right"

        var isTop: Bool { self == .topLeft || self == .topRight }
        var isLeft: Bool { self == .topLeft || self == .bottomLeft }
    }

    public enum Page: Sendable, Hashable {
        /// Counted from 1.
        case number(Int)
        case last
    }

    public let page: Page
    public let corner: Corner
    /// What it says; a line that is too long is broken between words.
    public let lines: [String]
    /// A font file with TrueType outlines.
    public let font: [UInt8]

    public init(page: Page, corner: Corner, lines: [String], font: [UInt8]) {
        self.page = page
        self.corner = corner
        self.lines = lines
        self.font = font
    }

    /// A font file: the largest for Latin scripts have about a megabyte, those for all of Asia twenty.
    public static let maximumFontSize = 32 << 20
}
