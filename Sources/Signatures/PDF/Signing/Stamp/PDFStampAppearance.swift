/// A stamp as it is drawn: its place on the page, and the form that draws it (ISO 32000-2 clause 12.5.5).
struct PDFStampAppearance {
    /// In the page's own coordinates.
    let rectangle: [Double]
    private let text: PDFStampText
    private let geometry: PDFPageGeometry
    private let width: Double
    private let height: Double

    // In points. Small enough for a corner, large enough to be read on paper.
    private static let fontSize = 9.0
    private static let lineHeight = 12.0
    private static let padding = 6.0
    private static let margin = 24.0
    private static let maximumWidth = 230.0
    /// How far a stamp moves on where another one is.
    private static let step = 4.0

    /// - Parameter taken: rectangles on the page, in its own coordinates, that it may not lie on.
    /// - Throws: `PDFSigningError` where the font will not do, or the page has no room for it.
    init(_ stamp: PDFStamp, on geometry: PDFPageGeometry, taken: [[Double]]) throws {
        let available = min(Self.maximumWidth, geometry.width - 2 * Self.margin) - 2 * Self.padding
        guard available >= 4 * Self.fontSize else { throw PDFSigningError(.stampWithoutRoom) }
        do {
            text = try PDFStampText(
                stamp.lines, font: stamp.font, maximumWidth: available * 1000 / Self.fontSize)
        } catch {
            switch error {
            case .missing(let scalar): throw PDFSigningError(.stampWithoutGlyph, ["character": String(scalar)])
            case .unreadable, .embeddingForbidden: throw PDFSigningError(.stampFontUnusable)
            }
        }
        self.geometry = geometry
        width = text.width * Self.fontSize / 1000 + 2 * Self.padding
        height = Double(text.lines.count) * Self.lineHeight + 2 * Self.padding
        rectangle = try Self.place(stamp.corner, width, height, on: geometry, taken: taken)
    }

    /// In its corner, or as near to it along the edge as nothing else is.
    private static func place(
        _ corner: PDFStamp.Corner, _ width: Double, _ height: Double, on geometry: PDFPageGeometry, taken: [[Double]]
    ) throws -> [Double] {
        let left = corner.isLeft ? margin : geometry.width - margin - width
        var offset = margin
        while offset + height <= geometry.height - margin {
            let bottom = corner.isTop ? geometry.height - offset - height : offset
            let place = geometry.rectangle(left: left, bottom: bottom, width: width, height: height)
            let isFree = taken.allSatisfy {
                place[2] <= $0[0] || $0[2] <= place[0] || place[3] <= $0[1] || $0[3] <= place[1]
            }
            if isFree { return place }
            offset += step
        }
        throw PDFSigningError(.stampWithoutRoom)
    }

    /// Puts the form and its font into an update.
    func add(
        to amendment: inout PDFAmendment, streams: inout [(reference: PDFReference, bytes: [UInt8])]
    ) -> PDFReference {
        let font = text.font.add(to: &amendment, streams: &streams)
        let form = PDFDictionary([
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .array([.integer(0), .integer(0), PDFWriter.number(width), PDFWriter.number(height)]),
            "Matrix": .array(geometry.uprightMatrix.map { .integer($0) }),
            "Resources": .dictionary(PDFDictionary(["Font": .dictionary(PDFDictionary(["F": .reference(font)]))])),
        ])
        let reference = amendment.reserve()
        streams.append((reference, PDFWriter.stream(form, content)))
        return reference
    }

    /// A thin frame without a ground, which would hide what the page says, and the lines.
    private var content: [UInt8] {
        func spelled(_ number: Double) -> String {
            String(decoding: PDFWriter.bytes(.real(PDFWriter.decimal(number))), as: UTF8.self)
        }
        let frame = "q 0.5 w 0.25 0.25 \(spelled(width - 0.5)) \(spelled(height - 0.5)) re S Q\n"
        // The base line of the first line: what hangs below it stays inside.
        let first = height - Self.padding - Self.fontSize
        var out = Array((frame + "BT /F \(spelled(Self.fontSize)) Tf \(spelled(Self.lineHeight)) TL").utf8)
        out += " \(spelled(Self.padding)) \(spelled(first)) Td\n".utf8
        for (index, line) in text.lines.enumerated() {
            if index > 0 { out += "T* ".utf8 }
            PDFWriter.write(text.font.codes(of: line), to: &out)
            out += " Tj\n".utf8
        }
        return out + Array("ET\n".utf8)
    }
}
