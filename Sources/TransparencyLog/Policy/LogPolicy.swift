/// Which logs are trusted, and how many of which witnesses must have cosigned (C2SP tlog-policy).
///
/// For example, a vault's `log.policy`:
///
///     log vault.example/log+1f2e3d4c+AQ…
///     witness W1 witness.example/w1+0a1b2c3d+BA…
///     witness W2 witness.example/w2+4e5f6071+BA…
///     group two-of-two all W1 W2
///     quorum two-of-two
///
/// and its use:
///
///     let evaluation = try policy.evaluate(note)
///     guard evaluation.isAccepted else { … }
public struct LogPolicy: Sendable {
    /// Room for the counts below with the largest keys in use.
    public static let maximumByteCount = 1 << 20
    /// C2SP tlog-policy strongly recommends 32 of each at least.
    public static let maximumLogCount = 256
    public static let maximumWitnessCount = 256
    public static let maximumGroupCount = 256

    /// A trusted log: the name of its key is the origin of its checkpoints.
    public struct Log: Sendable, Hashable {
        public let key: NoteVerifierKey
        /// Where it can be reached, as written; nothing here uses it.
        public let url: String?
    }

    /// A known witness.
    public struct Witness: Sendable, Hashable {
        /// Its name inside of the policy, any bytes; shown with those that are not UTF-8 replaced.
        public let name: String
        public let key: NoteVerifierKey
        public let url: String?
    }

    /// What must have cosigned.
    indirect enum Rule: Sendable, Hashable {
        /// An index into `witnesses`.
        case witness(Int)
        /// At least `threshold` of the members.
        case group(threshold: Int, members: [Rule])
    }

    public let logs: [Log]
    public let witnesses: [Witness]
    /// Nil for `quorum none`.
    let quorum: Rule?

    /// Whether cosignatures are needed at all: false for `quorum none`.
    public var requiresWitnesses: Bool { quorum != nil }

    /// Parses a policy file's text.
    public init(parsing text: String) throws(LogPolicyError) { try self.init(parsing: Array(text.utf8)) }

    /// Parses a policy file. Its names and comments are octets, not necessarily UTF-8.
    public init(parsing bytes: [UInt8]) throws(LogPolicyError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw .tooLarge(byteCount: bytes.count, limit: Self.maximumByteCount)
        }
        var parser = LogPolicyParser()
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // A file cut short must not read as another policy: its last line lacks the newline.
        if let rest = lines.popLast(), !rest.isEmpty { throw .malformed(line: lines.count + 1, .unterminated) }
        for (number, line) in lines.enumerated() {
            do { try parser.read(line) } catch { throw .malformed(line: number + 1, error) }
        }
        guard let quorum = parser.quorum else { throw .noQuorum }
        self.logs = parser.logs
        self.witnesses = parser.witnesses
        self.quorum = quorum.rule
    }

    /// The same witnesses and quorum, and further keys of logs.
    /// - Returns: nil where these would be more than `maximumLogCount`, or a key is there already.
    public func adding(_ keys: [NoteVerifierKey]) -> LogPolicy? {
        let added = keys.map { Log(key: $0, url: nil) }
        guard logs.count + added.count <= Self.maximumLogCount,
            Set(logs.map(\.key) + keys).count == logs.count + keys.count
        else { return nil }
        return LogPolicy(logs: logs + added, witnesses: witnesses, quorum: quorum)
    }

    private init(logs: [Log], witnesses: [Witness], quorum: Rule?) {
        self.logs = logs
        self.witnesses = witnesses
        self.quorum = quorum
    }
}

extension LogPolicyError.LineFault: Error {}
