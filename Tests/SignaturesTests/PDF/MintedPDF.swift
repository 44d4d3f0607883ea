import PKI
import TestSupport
import Testing

/// A PDF written by hand, update by update, so that every part of it can be wrong.
struct MintedPDF {
    private(set) var bytes: [UInt8]
    /// Objects so far, and one more.
    private(set) var size = 0
    private var startxref: Int?

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var count: Int { bytes.count }

    /// A document of one page: objects 1 (catalogue), 2 (pages), 3 (page), 4 (content), 5 (form).
    /// - Parameter head: what stands between the header and the first object.
    init(content: String = "BT /F1 12 Tf 72 720 Td (Don de nghi) Tj ET", head: String = "") {
        bytes = Array("%PDF-1.7\n%\u{e2}\u{e3}\n\(head)".utf8)
        append([
            1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots [] >>",
            4: Self.stream(content),
            5: "<< /Fields [] /SigFlags 3 >>",
        ])
    }

    static func stream(_ content: String, _ entries: String = "") -> String {
        "<< /Length \(content.utf8.count) \(entries)>>\nstream\n\(content)\nendstream"
    }

    /// An incremental update.
    /// - Parameters:
    ///   - trailer: further entries of the trailer.
    ///   - afterwards: bytes between the objects and the table.
    mutating func append(_ objects: [Int: String], trailer: String = "", afterwards: String = "") {
        var offsets: [Int: Int] = [:]
        for (number, body) in objects.sorted(by: { $0.key < $1.key }) {
            offsets[number] = bytes.count
            bytes += Array("\(number) 0 obj\n\(body)\nendobj\n".utf8)
        }
        bytes += Array(afterwards.utf8)
        size = max(size, (objects.keys.max() ?? 0) + 1)
        let table = bytes.count
        var section = "xref\n0 1\n0000000000 65535 f \n"
        for (number, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            let digits = String(offset)
            section += "\(number) 1\n" + String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        section += "trailer\n<< /Size \(size) /Root 1 0 R "
        if let startxref { section += "/Prev \(startxref) " }
        section += "\(trailer) >>\nstartxref\n\(table)\n%%EOF\n"
        bytes += Array(section.utf8)
        startxref = table
    }

    mutating func append(raw: String) { append(raw: Array(raw.utf8)) }
    mutating func append(raw: [UInt8]) { bytes += raw }

    /// How a signature is made; what a test changes.
    struct Signing {
        var field = 6
        var dictionary = 7
        var name = "Signature1"
        var subFilter = "ETSI.CAdES.detached"
        var type: String? = "/Sig"
        var fields = "[6 0 R]"
        var reserved = 8192
        /// Entries of the signature dictionary besides.
        var entries = "/M (D:20260531120000+07'00')"
        /// What stands before and behind the hexadecimal digits of `/Contents`.
        var brackets = ("<", ">")
        var byteRange: (_ gap: Range<Int>, _ end: Int) -> [Int] = {
            [0, $0.lowerBound, $0.upperBound, $1 - $0.upperBound]
        }
        /// From the covered ranges to the CMS.
        var message: ((_ covered: [UInt8]) throws -> [UInt8])?
        /// Further objects of the update.
        var objects: [Int: String] = [:]
        var certificates: [[UInt8]] = []
    }

    /// Signs it in a further revision.
    mutating func sign(_ identity: MintedPKI.Identity, _ signing: Signing = Signing()) throws {
        let placeholder = "[0 0000000000 0000000000 0000000000]"
        let contents =
            signing.brackets.0 + String(repeating: "0", count: 2 * signing.reserved) + signing.brackets.1
        let type = signing.type.map { "/Type \($0) " } ?? ""
        var objects = signing.objects
        objects[5] = objects[5] ?? "<< /Fields \(signing.fields) /SigFlags 3 >>"
        objects[3] =
            objects[3]
                ?? """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots \
                \(signing.fields) >>
                """
        objects[signing.field] =
            objects[signing.field]
                ?? """
                << /Type /Annot /Subtype /Widget /FT /Sig /T (\(signing.name)) /Rect [0 0 0 0] /F 132 /P 3 0 R /V \
                \(signing.dictionary) 0 R >>
                """
        objects[signing.dictionary] = """
            << \(type)/Filter /Adobe.PPKLite /SubFilter /\(signing.subFilter) \(signing.entries) /ByteRange \
            \(placeholder) /Contents \(contents) >>
            """
        let before = bytes.count
        append(objects)
        let start = try #require(find(signing.brackets.0 + "0000", from: before))
        let gap = start..<start + contents.utf8.count
        let range = signing.byteRange(gap, bytes.count)
        let array = "[" + range.map(String.init).joined(separator: " ")
        let place = try #require(find(placeholder, from: before))
        replace(place, array + String(repeating: " ", count: placeholder.utf8.count - array.utf8.count - 1) + "]")
        var covered: [UInt8] = []
        for pair in stride(from: 0, to: range.count - 1, by: 2) {
            let end = min(bytes.count, range[pair] + range[pair + 1])
            if range[pair] < end { covered += bytes[range[pair]..<end] }
        }
        let message = try signing.message?(covered) ?? Self.detached(covered, identity, signing.certificates)
        replace(gap.lowerBound + signing.brackets.0.utf8.count, message.hexadecimal)
    }

    /// A detached CMS over some bytes.
    static func detached(
        _ covered: [UInt8], _ identity: MintedPKI.Identity, _ certificates: [[UInt8]] = []
    ) throws -> [UInt8] {
        let builder = try SignedDataBuilder(
            key: identity.key, certificate: identity.certificate, chain: certificates)
        let halves = try builder.build(
            messageDigest: Digest(of: covered, by: builder.digestAlgorithm), attachedCount: nil, signingTime: nil)
        return halves.beforeContent + halves.afterContent
    }

    func find(_ word: String, from start: Int = 0) -> Int? {
        let wanted = Array(word.utf8)
        return (start...max(start, bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }

    mutating func replace(_ place: Int, _ text: String) {
        let new = Array(text.utf8)
        bytes.replaceSubrange(place..<place + new.count, with: new)
    }

    /// Puts one text for another of the same length.
    mutating func replace(_ old: String, with new: String) throws {
        precondition(old.utf8.count == new.utf8.count)
        replace(try #require(find(old)), new)
    }
}
