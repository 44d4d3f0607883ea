import Foundation

/// The text of a stamp, broken into lines that fit.
struct PDFStampText {
    let lines: [[Unicode.Scalar]]
    /// Of the longest line, in thousandths of the font size.
    let width: Double
    let font: PDFStampFont

    /// - Parameter maximumWidth: in thousandths of the font size.
    /// - Throws: `FontError`.
    init(_ paragraphs: [String], font file: [UInt8], maximumWidth: Double) throws(FontError) {
        let clean = paragraphs.map(Self.clean)
        let font = try PDFStampFont(TrueTypeFont(file), text: clean.joined())
        var lines: [[Unicode.Scalar]] = []
        for paragraph in clean { lines += Self.broken(paragraph, font, maximumWidth) }
        self.font = font
        self.lines = lines
        width = lines.map { font.width(of: $0) }.max() ?? 0
    }

    /// Composed letters, which fonts have glyphs for; controls and invisible characters are spaces.
    private static func clean(_ text: String) -> [Unicode.Scalar] {
        text.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate: " "
            default: scalar
            }
        }
    }

    private static func broken(
        _ paragraph: [Unicode.Scalar], _ font: PDFStampFont, _ maximum: Double
    ) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        for word in paragraph.split(separator: " ") {
            let longer = lines[lines.count - 1] + (lines[lines.count - 1].isEmpty ? [] : [" "]) + word
            if font.width(of: longer) <= maximum {
                lines[lines.count - 1] = longer
                continue
            }
            if !lines[lines.count - 1].isEmpty { lines.append([]) }
            // A word that is longer than a line is broken where the line ends.
            for scalar in word {
                if font.width(of: lines[lines.count - 1] + [scalar]) > maximum { lines.append([]) }
                lines[lines.count - 1].append(scalar)
            }
        }
        return lines.filter { !$0.isEmpty }
    }
}
