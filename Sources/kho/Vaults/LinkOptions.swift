import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// What may stand in the place of a file: a link, or metadata.
struct LinkOptions: ParsableArguments {
    @Option(help: "Where a result is kept, in the place of its bytes: https://… (category 4).") var link: String?
    @Option(help: "The linked bytes' digest as their source attests it: sha256:….") var linkDigest: String?
    @Option(help: "The linked bytes' size as their source attests it.") var linkSize: Int?
    @Option(help: "A JSON object that describes the document; in categories 1 and 6 it needs no file.")
    var metadata: String?

    func validate() throws {
        if link == nil, linkDigest != nil || linkSize != nil {
            throw ValidationError("--link-digest and --link-size say something of a --link.")
        }
    }

    /// - Throws: `LINK_MALFORMED`, `DETAIL_MALFORMED` with the option.
    func links() throws -> [LinkedContent] {
        guard let link else { return [] }
        let digest = try linkDigest.map {
            guard let digest = Digest($0) else { throw VaultError(.detailMalformed, ["field": "--link-digest"]) }
            return digest
        }
        return [try LinkedContent(address: link, digest: digest, size: linkSize)]
    }

    /// What the file says, in whatever spelling; the record holds its canonical one.
    /// - Throws: `FILE_NOT_FOUND`, `FILE_TOO_LARGE`, `METADATA_MALFORMED`.
    func described() throws -> JSON.Object {
        guard let metadata else { return [:] }
        // White space may make a text longer than its canonical form, which is what is bounded.
        let bytes = try InputFile.bytes(metadata, limit: 2 * DepositRequest.maximumMetadata)
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            throw CommandFailure(
                "METADATA_MALFORMED", ["file": metadata, "offset": String(error.offset)], status: .usage)
        }
        guard case .object(let object) = json, !object.isEmpty else {
            throw CommandFailure("METADATA_MALFORMED", ["file": metadata, "offset": "0"], status: .usage)
        }
        return object
    }
}
