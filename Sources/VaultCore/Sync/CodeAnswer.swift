public import CanonicalJSON
import PKI
public import TransparencyLog

/// What a vault says of a document that was asked for by its code:
///
///     {"files":[{"digest":"sha256:…","link":"/v1/documents/…/1/files/0","mediaType":"…","name":"…","role":"…","size":9}],
///      "links":[],"proof":"c2sp.org/tlog-proof@v1\n…","record":{…},"standing":{"status":"in-force","version":1},"v":1}
///
/// A file has its bytes in `content`, Base64, where they were asked for and there is room.
public struct CodeAnswer: Sendable {
    public let record: DisclosedRecord
    public let document: DocumentDescription
    /// What ended it; nil while it is in force.
    public let end: DocumentEvent.Kind?
    public let proof: InclusionProofFile
    /// The bytes of the files, in their order; nil where the links lead to them.
    public let contents: [[UInt8]]?

    init(
        record: DisclosedRecord, document: DocumentDescription, end: DocumentEvent.Kind?, proof: InclusionProofFile,
        contents: [[UInt8]]?
    ) {
        self.record = record
        self.document = document
        self.end = end
        self.proof = proof
        self.contents = contents
    }

    /// `status` of a document that nothing ended.
    static let inForce = "in-force"

    public var json: JSON {
        let files = document.files.enumerated().map { position, file -> JSON in
            var object = file.json.object ?? [:]
            if let contents {
                object["content"] = .string(Base64.encode(contents[position]))
            } else {
                object["link"] = .string(PortalExport.path(document.document, document.version, position))
            }
            return .object(object)
        }
        return [
            "files": .array(files), "links": .array(document.links.map(\.json)),
            "proof": .string(String(decoding: proof.bytes, as: UTF8.self)), "record": record.json,
            "standing": [
                "status": .string(end?.rawValue ?? Self.inForce), "version": .integer(Int64(document.version)),
            ], "v": 1,
        ]
    }
}
