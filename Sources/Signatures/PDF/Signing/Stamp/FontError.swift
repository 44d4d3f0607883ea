/// Why a font file cannot be used for a stamp.
enum FontError: Error, Hashable {
    /// No TrueType font, or a broken one. OpenType with PostScript outlines and collections are other kinds.
    case unreadable
    /// The font's licence forbids to put it into documents (OS/2 fsType, bit 1).
    case embeddingForbidden
    /// The font has no glyph for a character.
    case missing(Unicode.Scalar)
}
