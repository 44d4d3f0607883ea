import Foundation
import PKI
import VaultCore

/// A signed statement as a person names it: the statement lies beside its signature unless another file is named.
struct ConsentFiles {
    let signature: String
    let statement: String?

    /// - Throws: `FILE_NOT_FOUND`, `FILE_NAME_MALFORMED`.
    func submission() throws -> ConsentSubmission {
        var beside = statement
        if beside == nil, let original = FolderListing.original(of: signature),
            FileManager.default.fileExists(atPath: original)
        {
            beside = original
        }
        return ConsentSubmission(signature: try source(signature), statement: try beside.map(source))
    }

    private func source(_ path: String) throws -> DepositSource {
        do { _ = try FileSource(path: path) } catch { throw CommandFailure(error, file: path) }
        let name = try FileName(path.split(separator: "/").last.map(String.init) ?? path)
        return DepositSource(name: name) { try FileSource(path: path) }
    }
}
