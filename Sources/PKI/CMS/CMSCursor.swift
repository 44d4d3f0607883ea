/// Reads BER headers by position in a source; never loads what it skips.
struct CMSCursor<Source: ByteSource> {
    struct Header {
        let tag: UInt8
        let start: Int
        let contentStart: Int
        /// End of the content octets; nil for the indefinite length form.
        let contentEnd: Int?
    }

    let source: Source
    private(set) var position: Int
    let end: Int

    init(source: Source, position: Int, end: Int) {
        self.source = source
        self.position = position
        self.end = end
    }

    mutating func header(_ tag: UInt8) throws -> Header {
        let header = try self.header()
        guard header.tag == tag else {
            throw CMSError(.malformed, "unexpected tag \(String(header.tag, radix: 16))", at: header.start)
        }
        return header
    }

    mutating func header() throws -> Header {
        let start = position
        let available = min(10, end - start)
        guard available >= 2 else { throw CMSError(.malformed, "the file ends too early", at: start) }
        let bytes = try source.bytes(start..<(start + available))
        let tag = bytes[0]
        guard tag & 0x1f != 0x1f, tag != 0 else { throw CMSError(.malformed, "unexpected tag", at: start) }
        if bytes[1] == 0x80 {
            guard tag & 0x20 != 0 else { throw CMSError(.malformed, "bad length", at: start) }
            position = start + 2
            return Header(tag: tag, start: start, contentStart: start + 2, contentEnd: nil)
        }
        var length = Int(bytes[1])
        var contentStart = start + 2
        if bytes[1] & 0x80 != 0 {
            let count = Int(bytes[1] & 0x7f)
            guard count <= 7, count + 2 <= available else { throw CMSError(.malformed, "bad length", at: start) }
            length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
            contentStart += count
        }
        guard length <= end - contentStart else { throw CMSError(.malformed, "the file ends too early", at: start) }
        position = contentStart
        return Header(tag: tag, start: start, contentStart: contentStart, contentEnd: contentStart + length)
    }

    /// A cursor over the content of the element whose header was just read.
    func enter(_ header: Header) throws -> CMSCursor {
        guard header.tag & 0x20 != 0 else { throw CMSError(.malformed, "not a constructed element", at: header.start) }
        return CMSCursor(source: source, position: header.contentStart, end: header.contentEnd ?? end)
    }

    /// Goes on after an element whose inner cursor is finished.
    mutating func leave(_ inner: CMSCursor) { position = inner.position }

    /// The content octets of a small primitive element.
    mutating func take(_ header: Header) throws -> [UInt8] {
        guard let contentEnd = header.contentEnd, contentEnd - header.contentStart <= 1024 else {
            throw CMSError(.malformed, "a small value is too long", at: header.start)
        }
        position = contentEnd
        return try source.bytes(header.contentStart..<contentEnd)
    }

    private mutating func isEndOfContents() throws -> Bool {
        guard end - position >= 2 else { throw CMSError(.malformed, "the file ends too early", at: position) }
        return try source.bytes(position..<(position + 2)) == [0, 0]
    }

    func isAtEnd(of header: Header) -> Bool {
        if let contentEnd = header.contentEnd { return position >= contentEnd }
        guard end - position >= 2, let bytes = try? source.bytes(position..<(position + 2)) else { return true }
        return bytes == [0, 0]
    }

    /// Requires that the element ends here, and steps over its end-of-contents.
    mutating func finish(_ header: Header) throws {
        if let contentEnd = header.contentEnd {
            guard position == contentEnd else {
                throw CMSError(.malformed, "something unexpected inside an element", at: position)
            }
        } else {
            guard try isEndOfContents() else {
                throw CMSError(.malformed, "something unexpected inside an element", at: position)
            }
            position += 2
        }
    }

    /// Skips an element and gives the range of its content octets.
    mutating func skip(_ header: Header, depth: Int = 0) throws -> Range<Int> {
        guard depth <= ASN1Limits.depth else { throw CMSError(.malformed, "nested too deeply", at: header.start) }
        if let contentEnd = header.contentEnd {
            position = contentEnd
            return header.contentStart..<contentEnd
        }
        while try !isEndOfContents() {
            guard position - header.start <= CMSLimits.structureSize else {
                throw CMSError(.tooLarge, "an element without a length is too large", at: header.start)
            }
            _ = try skip(try self.header(), depth: depth + 1)
        }
        let contentEnd = position
        position += 2
        return header.contentStart..<contentEnd
    }

    /// The places of the pieces of a constructed OCTET STRING.
    mutating func collectPieces(_ header: Header, into pieces: inout [Range<Int>], depth: Int) throws {
        guard depth <= ASN1Limits.depth else { throw CMSError(.malformed, "nested too deeply", at: header.start) }
        position = header.contentStart
        while !isAtEnd(of: header) {
            let piece = try self.header()
            switch piece.tag {
            case ASN1Tag.octetString: pieces.append(try skip(piece))
            case ASN1Tag.octetString | 0x20: try collectPieces(piece, into: &pieces, depth: depth + 1)
            default: throw CMSError(.malformed, "content in pieces that are no OCTET STRINGs", at: piece.start)
            }
            guard pieces.count <= CMSLimits.contentPieces else {
                throw CMSError(.tooLarge, "content in too many pieces", at: piece.start)
            }
        }
        try finish(header)
    }
}
