import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultCore

/// One file to deposit, with the originals that may belong to it; or only what is said of a document.
struct DepositItem: Sendable {
    /// Of the file; where there is none, what the document is called.
    let path: String
    let hasFile: Bool
    let contents: [String]
    /// The file that lies beside, where there is one.
    let beside: String?
    let size: Int64

    /// A document of which only a link or metadata are kept.
    static func withoutFile(_ name: String) -> DepositItem {
        DepositItem(path: name, hasFile: false, contents: [], beside: nil, size: 0)
    }

    /// What the arguments name, folders opened. A file beside a signature of its name goes with the signature.
    static func items(paths: [String], contents: [String]) throws -> [DepositItem] {
        try paths.flatMap { path -> [DepositItem] in
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                return [DepositItem(path: path, hasFile: true, contents: contents, beside: nil, size: 0)]
            }
            guard isDirectory.boolValue else { return [item(path, contents: contents)] }
            let files = try FolderListing.files(of: path)
            let all = files.map { item($0, contents: []) }
            let taken = Set(all.compactMap(\.beside))
            return all.filter { !taken.contains($0.path) }
        }
    }

    private static func item(_ path: String, contents: [String]) -> DepositItem {
        let size = size(path)
        var beside: String?
        if contents.isEmpty, let original = FolderListing.original(of: path),
            FileManager.default.fileExists(atPath: original)
        {
            beside = original
        }
        return DepositItem(path: path, hasFile: true, contents: contents, beside: beside, size: size)
    }

    /// Bytes of all files that go along.
    var sentSize: Int64 {
        (contents + [beside].compactMap { $0 }).reduce(size) { $0 + Self.size($1) }
    }

    private static func size(_ path: String) -> Int64 {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64) ?? 0
    }

    private static func source(_ path: String) throws -> DepositSource {
        let name = try FileName(path.split(separator: "/").last.map(String.init) ?? path)
        return DepositSource(name: name) { try FileSource(path: path) }
    }

    func request(_ template: DepositTemplate) throws -> DepositRequest {
        var request = DepositRequest(
            owner: template.owner, category: template.category, file: try hasFile ? Self.source(path) : nil,
            contents: try contents.map { try Self.source($0) }, beside: try beside.map { try Self.source($0) },
            uploader: SystemAccount.name, entrance: "command-line")
        request.code = template.code
        request.name = template.name
        request.replaces = template.replaces
        request.details = template.details
        request.sensitivity = template.sensitivity
        request.secrecy = template.secrecy
        request.certification = template.certification
        request.links = template.links
        request.metadata = template.metadata
        request.idempotencyKey = template.idempotencyKey
        return request
    }
}

/// What all deposits of one command have in common.
struct DepositTemplate: Sendable {
    let owner: Owner
    let category: VaultCore.Category
    let code: DocumentCode?
    let name: String?
    let replaces: DocumentReference?
    let details: DocumentDetails
    let sensitivity: Sensitivity?
    let secrecy: Secrecy?
    let links: [LinkedContent]
    let metadata: JSON.Object
    let certification: Certification?
    let idempotencyKey: String?
}
