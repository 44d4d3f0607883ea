public import TransparencyLog

/// `vault-data/witnesses`: who is asked to cosign the vault's checkpoints, and how many of them must have done so before a
/// manifest tells of an entry.
///
///     witness W1 witness.example/w1+0a1b2c3d+BA… https://witness.example/w1
///     witness W2 w2.example.org+4e5f6071+BA…     https://w2.example.org
///     quorum 2
///
/// `#` begins a comment. `quorum 0` asks them and waits for nobody. Without the file nobody is asked.
public struct VaultWitnesses: Hashable, Sendable {
    /// Each is asked once a second at most; policies of receivers have room for as many (C2SP tlog-policy).
    public static let maximumCount = 32
    static let maximumByteCount = 64 << 10
    /// Longer ones are no addresses of a service.
    static let maximumAddressByteCount = 2048

    public let all: [VaultWitness]
    public let quorum: Int

    /// Nobody.
    public static let none = VaultWitnesses(all: [], quorum: 0)

    private init(all: [VaultWitness], quorum: Int) {
        self.all = all
        self.quorum = quorum
    }

    /// - Throws: `WITNESSES_MALFORMED` with the line; 0 for the file as a whole: it names witnesses and no quorum, or a
    ///   quorum above their number.
    public init(parsing text: String) throws(VaultError) {
        guard text.utf8.count <= Self.maximumByteCount else { throw Self.malformed(0) }
        var all: [VaultWitness] = []
        var quorum: Int?
        for (number, line) in RuleLines(text) {
            switch line[0] {
            case "witness":
                guard let witness = Self.witness(line), all.count < Self.maximumCount,
                    !all.contains(where: { $0.name == witness.name || $0.key.publicKey == witness.key.publicKey })
                else { throw Self.malformed(number) }
                all.append(witness)
            case "quorum":
                guard line.count == 2, quorum == nil, let value = Int(line[1]), value >= 0, String(value) == line[1]
                else { throw Self.malformed(number) }
                quorum = value
            default: throw Self.malformed(number)
            }
        }
        guard quorum ?? 0 <= all.count, all.isEmpty || quorum != nil else { throw Self.malformed(0) }
        self.init(all: all, quorum: quorum ?? 0)
    }

    public var keys: [NoteVerifierKey] { all.map(\.key) }

    /// Whether manifests wait for them.
    public var areRequired: Bool { quorum > 0 }

    private static func witness(_ line: [String]) -> VaultWitness? {
        guard line.count == 4, let key = NoteVerifierKey(line[2]), key.algorithm == .cosignatureV1 else { return nil }
        var url = line[3]
        while url.hasSuffix("/") { url.removeLast() }
        guard url.utf8.count <= maximumAddressByteCount, url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            ["http://", "https://"].contains(where: { url.hasPrefix($0) && url.utf8.count > $0.utf8.count }),
            !url.contains(where: { $0 == "?" || $0 == "@" })
        else { return nil }
        return VaultWitness(name: line[1], key: key, url: url)
    }

    private static func malformed(_ line: Int) -> VaultError { VaultError(.witnessesMalformed, ["line": String(line)]) }
}
