/// Where the parts of a SignedData lie in a file (RFC 5652 sections 3 and 5.1), found by reading headers by position,
/// so that content of any size is never loaded.
struct CMSLayout {
    var digestAlgorithms: Range<Int> = 0..<0
    var contentType = ObjectIdentifier(content: [])
    /// The content octets' places in the file, in order; nil where the content is detached.
    var content: [Range<Int>]?
    /// Content octets of `certificates [0]`, `crls [1]` and `signerInfos`.
    var certificates: Range<Int>?
    var revocation: Range<Int>?
    var signerInfos: Range<Int> = 0..<0
    var version = 0

    static let signedData: ObjectIdentifier = "1.2.840.113549.1.7.2"

    init(_ source: some ByteSource) throws {
        var file = CMSCursor(source: source, position: 0, end: source.count)
        guard let outer = try? file.header(), outer.tag == ASN1Tag.sequence else {
            throw CMSError(.notCMS, "it does not start with a SEQUENCE", at: 0)
        }
        var contentInfo = try file.enter(outer)
        guard let typeHeader = try? contentInfo.header(), typeHeader.tag == ASN1Tag.objectIdentifier,
            let type = try? contentInfo.take(typeHeader)
        else { throw CMSError(.notCMS, "no content type at the start", at: outer.contentStart) }
        guard type.elementsEqual(Self.signedData.content) else {
            throw CMSError(.notSignedData, "content type \(ObjectIdentifier(content: type))", at: outer.contentStart)
        }
        let explicit = try contentInfo.header(ASN1Tag.context(0))
        var explicitBody = try contentInfo.enter(explicit)
        let sequence = try explicitBody.header(ASN1Tag.sequence)
        var body = try explicitBody.enter(sequence)
        try readBody(&body)
        try body.finish(sequence)
        explicitBody.leave(body)
        try explicitBody.finish(explicit)
        contentInfo.leave(explicitBody)
        try contentInfo.finish(outer)
        file.leave(contentInfo)
        guard file.position == source.count else {
            throw CMSError(.malformed, "bytes after the end of the CMS", at: file.position)
        }
    }

    private mutating func readBody(_ body: inout CMSCursor<some ByteSource>) throws {
        let versionHeader = try body.header(ASN1Tag.integer)
        let versionBytes = try body.take(versionHeader)
        guard versionBytes.count == 1, (1...5).contains(versionBytes[0]) else {
            throw CMSError(.malformed, "unknown SignedData version", at: versionHeader.start)
        }
        version = Int(versionBytes[0])
        digestAlgorithms = try body.skip(try body.header(ASN1Tag.set))
        let encapsulated = try body.header(ASN1Tag.sequence)
        var inner = try body.enter(encapsulated)
        contentType = ObjectIdentifier(content: try inner.take(try inner.header(ASN1Tag.objectIdentifier)))
        if !inner.isAtEnd(of: encapsulated) {
            let explicit = try inner.header(ASN1Tag.context(0))
            var octets = try inner.enter(explicit)
            let string = try octets.header()
            var pieces: [Range<Int>] = []
            if string.tag == ASN1Tag.octetString {
                pieces.append(try octets.skip(string))
            } else if string.tag == ASN1Tag.octetString | 0x20 {
                try octets.collectPieces(string, into: &pieces, depth: 0)
            } else if contentType == .data {
                throw CMSError(.malformed, "content that is no OCTET STRING", at: string.start)
            } else {
                // PKCS#7 (RFC 2315) allowed any type here; such content is signed without its own tag and length.
                pieces.append(try octets.skip(string))
            }
            try octets.finish(explicit)
            inner.leave(octets)
            content = pieces
        }
        try inner.finish(encapsulated)
        body.leave(inner)
        var next = try body.header()
        if next.tag == ASN1Tag.context(0) {
            certificates = try body.skip(next)
            next = try body.header()
        }
        if next.tag == ASN1Tag.context(1) {
            revocation = try body.skip(next)
            next = try body.header()
        }
        guard next.tag == ASN1Tag.set else {
            throw CMSError(.malformed, "no SET of SignerInfos", at: next.start)
        }
        signerInfos = try body.skip(next)
    }
}
