/// The first page of `kho search`, from start to exit, against a pattern in the `sqlite3` program.
struct SearchByName: Measurement {
    let vault: FilledVault
    let documents: Int
    let kho: String
    /// What is common or rare about them.
    let what: String
    let words: [String]
    /// The same for the reference, with accents and in the case that names have.
    let patterns: [String]

    /// Processes on each side of a pair, in turn.
    private static let turns = 5

    var name: String { "\(documents.grouped) documents: search, first page, \(what)" }
    var reference: String { "`sqlite3`, `name LIKE`" }
    var goal: Goal { .under(seconds: 0.05) }

    func prepare() throws {
        try vault.fill()
        _ = try runKho()
        _ = try runReference()
    }

    func pair(_ number: Int) throws -> Pair {
        var own: [Double] = []
        var other: [Double] = []
        for _ in 0..<Self.turns {
            own.append(try runKho())
            other.append(try runReference())
        }
        return Pair(kho: own.median, reference: other.median)
    }

    private func runKho() throws -> Double {
        try Child.run([kho, "search", "--json", "--limit", "50", "--vault", vault.path] + words).seconds
    }

    private func runReference() throws -> Double {
        let conditions = patterns.map { "name LIKE '%\($0)%'" }.joined(separator: " AND ")
        return try Child.run([
            "sqlite3", "-cmd", ".timeout 60000", "-readonly", "\(vault.path)/catalogue.sqlite",
            "SELECT * FROM document WHERE \(conditions) ORDER BY record DESC LIMIT 50",
        ]).seconds
    }
}
