/// Reads the lines of a policy, one after the other (C2SP tlog-policy, "Policy file syntax and structure").
struct LogPolicyParser {
    typealias Fault = LogPolicyError.LineFault

    /// A quorum line was read; its rule is nil for `quorum none`.
    struct Quorum { let rule: LogPolicy.Rule? }

    private(set) var logs: [LogPolicy.Log] = []
    private(set) var witnesses: [LogPolicy.Witness] = []
    private(set) var quorum: Quorum?
    private var groupCount = 0
    /// Witnesses and groups share their names, which are compared as octets.
    private var rules: [[UInt8]: LogPolicy.Rule] = [:]
    private var members: Set<[UInt8]> = []

    private static let none = Array("none".utf8)

    mutating func read(_ line: ArraySlice<UInt8>) throws(Fault) {
        guard line.allSatisfy({ $0 == 0x09 || (0x20...0x7e).contains($0) || $0 >= 0x80 }) else {
            throw .controlCharacter
        }
        let items = line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == 0x09 }).map(Array.init)
        guard let keyword = items.first, keyword.first != UInt8(ascii: "#") else { return }
        let rest = Array(items.dropFirst())
        switch keyword {
        case Array("log".utf8): try readLog(rest)
        case Array("witness".utf8): try readWitness(rest)
        case Array("group".utf8): try readGroup(rest)
        case Array("quorum".utf8): try readQuorum(rest)
        default: throw .unknownKeyword
        }
    }

    /// `log <vkey> [<url>]`
    private mutating func readLog(_ items: [[UInt8]]) throws(Fault) {
        guard (1...2).contains(items.count) else { throw .wrongItemCount }
        guard logs.count < LogPolicy.maximumLogCount else { throw .tooMany }
        let key = try key(items[0])
        guard key.algorithm != .cosignatureV1 else { throw .wrongKeyType }
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else { throw .duplicateKey }
        logs.append(.init(key: key, url: items.count == 2 ? Self.text(items[1]) : nil))
    }

    /// `witness <name> <vkey> [<url>]`
    private mutating func readWitness(_ items: [[UInt8]]) throws(Fault) {
        guard (2...3).contains(items.count) else { throw .wrongItemCount }
        guard witnesses.count < LogPolicy.maximumWitnessCount else { throw .tooMany }
        let key = try key(items[1])
        guard key.algorithm != .ed25519 else { throw .wrongKeyType }
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else { throw .duplicateKey }
        try define(items[0], as: .witness(witnesses.count))
        witnesses.append(
            .init(name: Self.text(items[0]), key: key, url: items.count == 3 ? Self.text(items[2]) : nil))
    }

    /// `group <name> all|any|<k> <name>...`
    private mutating func readGroup(_ items: [[UInt8]]) throws(Fault) {
        guard items.count >= 3 else { throw .wrongItemCount }
        guard groupCount < LogPolicy.maximumGroupCount else { throw .tooMany }
        let names = items[2...]
        var rules: [LogPolicy.Rule] = []
        for name in names {
            guard let rule = self.rules[name] else { throw .unknownName }
            guard members.insert(name).inserted else { throw .memberTwice }
            rules.append(rule)
        }
        let threshold: Int
        switch items[1] {
        case Array("all".utf8): threshold = rules.count
        case Array("any".utf8): threshold = 1
        default:
            guard let number = UInt64(canonicalDecimal: items[1]), number >= 1, number <= UInt64(rules.count) else {
                throw .malformedThreshold
            }
            threshold = Int(number)
        }
        try define(items[0], as: .group(threshold: threshold, members: rules))
        groupCount += 1
    }

    /// `quorum <name>`
    private mutating func readQuorum(_ items: [[UInt8]]) throws(Fault) {
        guard items.count == 1 else { throw .wrongItemCount }
        guard quorum == nil else { throw .secondQuorum }
        if items[0] == Self.none {
            quorum = Quorum(rule: nil)
        } else {
            guard let rule = rules[items[0]] else { throw .unknownName }
            quorum = Quorum(rule: rule)
        }
    }

    private mutating func define(_ name: [UInt8], as rule: LogPolicy.Rule) throws(Fault) {
        guard name != Self.none else { throw .reservedName }
        guard rules[name] == nil else { throw .duplicateName }
        rules[name] = rule
    }

    private func key(_ item: [UInt8]) throws(Fault) -> NoteVerifierKey {
        guard let text = String(validating: item, as: UTF8.self), let key = NoteVerifierKey(text) else {
            throw .malformedKey
        }
        return key
    }

    private static func text(_ octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }
}
