import PKI

/// Where everything lies in a witness's folder.
///
///     witness-data/
///       witness.key          the cosigning key, mode 0600
///       logs/<sha256>        the newest cosigned checkpoint of each log, by the SHA-256 of its origin
///       evidence/            signed checkpoints that contradict what was cosigned before
struct WitnessLayout: Sendable {
    let root: String

    /// How files are named that have no name yet.
    static let temporaryPrefix = ".new-"

    init(_ root: String) {
        var root = root
        while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root.removeLast() }
        self.root = root
    }

    var key: String { "\(root)/witness.key" }
    var logs: String { "\(root)/logs" }
    var evidence: String { "\(root)/evidence" }

    /// An origin as the names of files and routes have it.
    static func name(of origin: String) -> String { Digest.sha256(of: Array(origin.utf8)).hexadecimal }

    func log(_ name: String) -> String { "\(logs)/\(name)" }

    func temporary() -> String { "\(root)/\(Self.temporaryPrefix)\(SecureRandom.bytes(8).hexadecimal)" }
}
