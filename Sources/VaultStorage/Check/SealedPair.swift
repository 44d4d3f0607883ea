import VaultCore

/// A document of `manifests/` and the seal beside it, as they lie there.
struct SealedPair {
    enum Standing: Equatable {
        case right
        /// One of the two is not there: the name of that file.
        case incomplete(String)
        case changed
        /// The seal is there for a document that still lies in staging: a process was cut off between the two, or is
        /// at it.
        case unfinished
    }

    let standing: Standing
    /// nil where it is not there, or not the one that was sealed.
    let document: [UInt8]?

    /// - Parameters:
    ///   - path: the document's, in the vault's folder `root`.
    ///   - verifier: nil where seals cannot be verified here: whatever is whole counts as right.
    init(
        _ path: String, below root: String, staging: String, certificates: [[UInt8]], verifier: (any SealVerifier)?
    ) throws {
        let bytes = try SmallFile.read("\(root)/\(path)")
        let seal = try SmallFile.read("\(root)/\(path).p7s")
        func seals(_ seal: [UInt8], _ document: [UInt8]) -> Bool {
            guard let verifier else { return true }
            return (try? verifier.verify(seal, of: document, certificates: certificates)) != nil
                && verifier.isExact(seal, certificates: certificates)
        }
        if let bytes, let seal, seals(seal, bytes) {
            (standing, document) = (.right, bytes)
            return
        }
        document = nil
        if let seal, verifier != nil, try Self.staged(below: staging).contains(where: { seals(seal, $0) }) {
            standing = .unfinished
        } else if bytes == nil || seal == nil {
            standing = .incomplete(bytes == nil ? path : path + ".p7s")
        } else {
            standing = .changed
        }
    }

    /// The documents that processes were about to give their names, those that live and those that are gone.
    private static func staged(below staging: String) throws -> [[UInt8]] {
        try Folder.names(staging).flatMap { folder in
            try Folder.names("\(staging)/\(folder)").filter { $0.hasPrefix(ManifestFiles.stagedPrefix) }.map {
                "\(staging)/\(folder)/\($0)"
            }
        }.compactMap { try SmallFile.read($0) }
    }
}
