/// `vault-data/sources`: whom a vault asks for what it does not have itself, and as whom.
///
///     client keys/kho.pem keys/kho.key
///     authorities tls-goc.pem
///     bilateral so-tu-phap https://kho.stp.example.vn 3f9c51d07be24a8896e1c0a4b7d2f365
///     bilateral so-tnmt https://kho.tnmt.example.vn 0b61…e4 scope=dat-dai certificate=tnmt.pem key=tnmt.key
///     portal dvcqg https://kho.dvcqg.example.vn 77a0…19 authorities=dvcqg-goc.pem
///
/// Bilateral sources are asked in the order of their lines, the national portal after all of them wherever its line
/// stands. `#` begins a comment. Each line is understood whole, or the file is refused.
public struct ResolutionSources: Hashable, Sendable {
    /// Thirty-two lines with three paths each, and room.
    public static let maximumLength = 64 << 10
    /// Each is asked for seconds at most, one after the other, while somebody waits.
    public static let maximumBilateral = 32

    /// In the order in which they are asked.
    public let all: [ResolutionSource]

    /// Without a file: nobody else is asked.
    public static let none = ResolutionSources(all: [])

    private init(all: [ResolutionSource]) { self.all = all }

    /// - Parameter own: the id of the vault that asks: it has answered already, and is no source of its own.
    /// - Throws: `SOURCES_MALFORMED` with the line; 0 for the file as a whole.
    public init(parsing text: String, of own: String? = nil) throws(VaultError) {
        func malformed(_ line: Int) -> VaultError { VaultError(.sourcesMalformed, ["line": String(line)]) }
        guard text.utf8.count <= Self.maximumLength else { throw malformed(0) }
        var lines: [(number: Int, words: [String])] = []
        var usual = Defaults()
        for (number, line) in RuleLines(text) {
            switch (line[0], line.count) {
            case ("client", 3) where usual.certificate == nil:
                usual.certificate = line[1]
                usual.key = line[2]
            case ("authorities", 2) where usual.authorities == nil: usual.authorities = line[1]
            case ("bilateral", 4...), ("portal", 4...): lines.append((number, line))
            default: throw malformed(number)
            }
        }
        var sources: [ResolutionSource] = []
        for (number, line) in lines {
            // Two of one name could not be told apart in what is recorded; one vault need not be asked twice.
            guard let source = Self.source(line, usual), source.vault != own,
                !sources.contains(where: { $0.name == source.name || $0.vault == source.vault }),
                source.kind == .bilateral || !sources.contains(where: { $0.kind == .portal })
            else { throw malformed(number) }
            sources.append(source)
        }
        guard sources.count(where: { $0.kind == .bilateral }) <= Self.maximumBilateral else { throw malformed(0) }
        all = sources.filter { $0.kind == .bilateral } + sources.filter { $0.kind == .portal }
    }

    private struct Defaults {
        var certificate: String?
        var key: String?
        var authorities: String?
    }

    private static func source(_ line: [String], _ usual: Defaults) -> ResolutionSource? {
        guard let kind = ResolutionSource.Kind(rawValue: line[0]), ManifestChain(audience: line[1]) != nil,
            line[1] != ResolutionStep.own, let server = try? ServerOrigin(line[2]), DocumentID(line[3]) != nil
        else { return nil }
        var options: [String: String] = [:]
        for option in line.dropFirst(4) {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, ["scope", "certificate", "key", "authorities"].contains(parts[0]),
                !parts[1].isEmpty,
                options.updateValue(String(parts[1]), forKey: String(parts[0])) == nil
            else { return nil }
        }
        // A certificate without its key, or with another's, would show nothing.
        guard (options["certificate"] == nil) == (options["key"] == nil) else { return nil }
        if let scope = options["scope"], ManifestChain(audience: "all", scope: scope) == nil { return nil }
        return ResolutionSource(
            kind: kind, name: line[1], server: server, vault: line[3], scope: options["scope"],
            certificate: options["certificate"] ?? usual.certificate, key: options["key"] ?? usual.key,
            authorities: options["authorities"] ?? usual.authorities)
    }
}
