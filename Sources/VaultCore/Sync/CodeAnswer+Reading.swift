public import CanonicalJSON
import PKI
import TransparencyLog

extension CodeAnswer {
    /// Reads an answer of another vault's: that the record is what its leaf commits to is checked, and nothing else. Fields
    /// that this version does not know are passed over.
    /// - Throws: `PART_MALFORMED` with the field; what `DisclosedRecord` throws.
    public init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard json["v"]?.integer == 1, let row = json["record"] else { throw malformed("record") }
        let record = try DisclosedRecord(row)
        guard let document = record.record.shared.document else { throw malformed("record") }
        guard let text = json["proof"]?.string, let proof = try? InclusionProofFile(parsing: Array(text.utf8)),
            proof.extra == nil, proof.bytes == Array(text.utf8)
        else { throw malformed("proof") }
        guard let standing = json["standing"], let status = standing["status"]?.string,
            standing["version"]?.integer == Int64(document.version)
        else { throw malformed("standing") }
        let end = DocumentEvent.Kind(rawValue: status)
        guard end != nil || status == Self.inForce else { throw malformed("standing") }
        guard let files = json["files"]?.array, files.count == document.files.count else { throw malformed("files") }
        var contents: [[UInt8]]?
        if files.contains(where: { $0["content"] != nil }) {
            var read: [[UInt8]] = []
            for file in files {
                guard let bytes = file["content"]?.string.flatMap({ Base64.decode($0) }) else {
                    throw malformed("files")
                }
                read.append(bytes)
            }
            contents = read
        }
        self.init(record: record, document: document, end: end, proof: proof, contents: contents)
    }
}
