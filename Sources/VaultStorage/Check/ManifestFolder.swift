import VaultCore

/// The names in one chain's folder, sorted by what they mean.
struct ManifestFolder {
    /// `manifests/<chain>`, below the vault's folder.
    let name: String
    /// Sequence numbers of which the document or the seal is there, ascending.
    private(set) var sequences: [UInt64] = []
    private(set) var hasHead = false
    /// What has no meaning here, below the vault's folder.
    private(set) var others: [String] = []

    init(_ folder: String, below root: String) throws {
        name = "\(ManifestFiles.rootName)/\(folder)"
        var numbers: Set<UInt64> = []
        for entry in try Folder.names("\(root)/\(name)") {
            let document = entry.hasSuffix(".p7s") ? String(entry.dropLast(".p7s".count)) : entry
            if Folder.isFolder("\(root)/\(name)/\(entry)") {
                others += try Self.files(below: "\(name)/\(entry)", root: root)
            } else if document == "head.json" {
                hasHead = true
            } else if let number = UInt64(document.dropLast(".json".count)), number > 0, document == "\(number).json" {
                numbers.insert(number)
            } else {
                others.append("\(name)/\(entry)")
            }
        }
        sequences = numbers.sorted()
    }

    func path(_ sequence: UInt64) -> String { "\(name)/\(sequence).json" }

    var head: String { "\(name)/head.json" }

    /// Every file below a folder or the file itself, by its path below the vault's folder.
    static func files(below name: String, root: String) throws -> [String] {
        guard Folder.isFolder("\(root)/\(name)") else { return [name] }
        return try Folder.names("\(root)/\(name)").flatMap { try files(below: "\(name)/\($0)", root: root) }
    }
}
