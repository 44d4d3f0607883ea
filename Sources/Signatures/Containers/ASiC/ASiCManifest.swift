public import PKI

/// `META-INF/ASiCManifest001.xml` of an ASiC-E container with CAdES (ETSI EN 319 162-1 clauses 4.4 and A.4): which file
/// signs, and the SHA-256 of every file that it signs.
///
/// Written with one element a line, so that `sed` reads it too.
public struct ASiCManifest: Sendable, Hashable {
    /// One signed file.
    public struct DataObject: Sendable, Hashable {
        /// The member's name; in the XML it stands percent-encoded, as a URI.
        public let name: String
        public let mediaType: String
        /// SHA-256.
        public let digest: Digest

        public init(name: String, mediaType: String, digest: Digest) {
            self.name = name
            self.mediaType = mediaType
            self.digest = digest
        }
    }

    public let signatureName: String
    /// In the order of the container.
    public let objects: [DataObject]

    public init(signatureName: String, objects: [DataObject]) {
        self.signatureName = signatureName
        self.objects = objects
    }

    public static let mediaType = "application/vnd.etsi.asic-e+zip"
    /// A manifest is read as a whole: 10,000 members with long names take about 6 MB.
    public static let maximumSize = 16 << 20

    static let namespace = "http://uri.etsi.org/02918/v1.2.1#"
    static let digestNamespace = "http://www.w3.org/2000/09/xmldsig#"
    static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    static let signatureMediaType = "application/pkcs7-signature"

    /// The XML, UTF-8.
    public var bytes: [UInt8] {
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<asic:ASiCManifest xmlns:asic="\#(Self.namespace)" xmlns:ds="\#(Self.digestNamespace)">"#,
            #"<asic:SigReference URI="\#(ASiCReference.encode(signatureName))" MimeType="\#(Self.signatureMediaType)"/>"#,
        ]
        for object in objects {
            lines += [
                #"<asic:DataObjectReference URI="\#(ASiCReference.encode(object.name))""#
                    + #" MimeType="\#(Self.escaped(object.mediaType))">"#,
                #"<ds:DigestMethod Algorithm="\#(Self.sha256)"/>"#,
                "<ds:DigestValue>\(Base64.encode(object.digest.bytes))</ds:DigestValue>",
                "</asic:DataObjectReference>",
            ]
        }
        lines.append("</asic:ASiCManifest>")
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// An attribute's value; what XML cannot hold at all becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&apos;"
            case "\t", "\n", "\r": "&#\(scalar.value);"
            case _ where scalar.value < 0x20: "\u{FFFD}"
            default: String(scalar)
            }
        }.joined()
    }
}
