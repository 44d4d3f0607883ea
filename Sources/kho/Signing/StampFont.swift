import Foundation
import Messages
import Signatures

/// The font of a visible signature: the one that is named, else the first of those that Debian's usual packages bring
/// and that have every Vietnamese letter.
enum StampFont {
    static let usual = [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
    ]

    /// - Throws: `SIGN_STAMP_FONT_MISSING` where none is there; what `InputFile` throws.
    static func bytes(named path: String?) throws -> [UInt8] {
        guard let found = path ?? usual.first(where: FileManager.default.fileExists) else {
            throw CommandFailure("SIGN_STAMP_FONT_MISSING", status: .inputOutput)
        }
        return try InputFile.bytes(found, limit: PDFStamp.maximumFontSize)
    }
}
