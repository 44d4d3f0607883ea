import CanonicalJSON
import Foundation
import PKI
import TransparencyLog
import VaultCore

/// A receiver that catches up with a vault of a million documents, every entry verified, from files behind nginx, against
/// SHA-256 and reading the JSON of the same bytes.
final class CatchUp: Measurement {
    private let vault: FilledVault
    private let documents: Int
    private let kho: String
    private let folder: String
    private var nginx: Nginx?
    private var sequences = 0

    private static let port = 18_446
    /// The process's own memory, with a manifest of 50,000 entries and the bundles that are asked for at once.
    private static let residentBytes = 256 << 20

    init(vault: FilledVault, documents: Int, kho: String, folder: String) {
        self.vault = vault
        self.documents = documents
        self.kho = kho
        self.folder = folder
    }

    var name: String { "\(documents.grouped) documents: catch-up of a receiver, every entry verified" }
    var reference: String { "SHA-256 and JSON parsing of the same bytes" }
    var goal: Goal { .atMost(3, residentBytes: Self.residentBytes) }

    private var www: String { folder + "/www" }
    private var chain: String { www + "/v1/manifests/all" }

    func prepare() throws {
        guard nginx == nil else { return }
        try vault.fill()
        try Child.run([kho, "manifest", "--vault", vault.path])
        let files = FileManager.default
        try files.createDirectory(atPath: chain, withIntermediateDirectories: true)
        func link(_ name: String, _ target: String) throws {
            try files.createSymbolicLink(atPath: "\(www)/\(name)", withDestinationPath: "\(vault.path)/\(target)")
        }
        for name in ["vault.json", "vault.json.p7s"] { try link(name, name) }
        try link("tile", "log/tile")
        for name in try files.contentsOfDirectory(atPath: vault.path + "/manifests/all") {
            try link("v1/manifests/all/\(name)", "manifests/all/\(name)")
            if let number = Int(name.prefix { $0 != "." }) { sequences = max(sequences, number) }
        }
        for sequence in 1...sequences {
            let path = "\(folder)/m\(sequence).json"
            try Child.run([kho, "manifest", "--sequence", "\(sequence)", "-o", path, "--vault", vault.path])
            let lines = try Data(contentsOf: URL(fileURLWithPath: path + ".entries"))
                .split(separator: UInt8(ascii: "\n"))
            let text =
                Data(#"{"bodies":["#.utf8) + Data(lines.joined(separator: Data(",".utf8))) + Data(#"],"v":1}"#.utf8)
            try text.write(to: URL(fileURLWithPath: "\(chain)/\(sequence).bodies.json"))
            for ending in ["", ".p7s", ".entries"] { try files.removeItem(atPath: path + ending) }
        }
        let identity = try VaultIdentity(bytes: bytes(of: "vault.json"))
        let trust = folder + "/certs"
        try files.createDirectory(atPath: trust, withIntermediateDirectories: true)
        try Child.run([
            kho, "trust", "add-vault", www + "/vault.json", "--fingerprint",
            Digest.sha256(of: identity.seals[0].der).hexadecimal, "--trust", trust,
        ])
        nginx = try Nginx(serving: www, port: Self.port)
    }

    func pair(_ number: Int) throws -> Pair {
        // A head lasts five minutes.
        try Child.run([kho, "manifest", "--vault", vault.path])
        let replica = folder + "/replica"
        try? FileManager.default.removeItem(atPath: replica)
        let child = try Child.run([
            kho, "sync", "pull", "http://127.0.0.1:\(Self.port)", "--into", replica, "--trust", folder + "/certs",
        ])
        return Pair(
            kho: child.seconds, reference: try seconds { try readAll() }, residentBytes: child.residentBytes)
    }

    /// What everybody has to do with the bytes that come: hash them, and read their JSON once.
    private func readAll() throws {
        for sequence in 1...sequences {
            let manifest = try bytes(of: "v1/manifests/all/\(sequence).json")
            _ = Digest.sha256(of: manifest)
            _ = try JSON(canonical: manifest)
            let bodies = try bytes(of: "v1/manifests/all/\(sequence).bodies.json")
            _ = Digest.sha256(of: bodies)
            // Read one by one: together they are more than one document may have.
            var start = Self.opening
            while let end = Self.end(in: bodies, from: start) {
                _ = try JSON(canonical: Array(bodies[start..<end]))
                start = end + 1
            }
        }
        let width = UInt64(TileCoordinate.fullWidth)
        for index in 0..<(UInt64(documents) + width - 1) / width {
            guard
                let tile = TileCoordinate.tile(
                    level: TileCoordinate.entriesLevel, index: index, size: UInt64(documents))
            else { continue }
            let bundle = try bytes(of: tile.path)
            _ = Digest.sha256(of: bundle)
            for leaf in try EntryBundle.entries(bundle, of: tile) { _ = try JSON(canonical: leaf) }
        }
    }

    private static let opening = #"{"bodies":["#.utf8.count

    /// Behind the body that begins at a place: bodies hold no brace outside of strings but their own.
    private static func end(in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
        var isInString = false
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\") where isInString: position += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "}") where !isInString: return position + 1
            default: break
            }
            position += 1
        }
        return nil
    }

    private func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(www)/\(path)")))
    }
}
