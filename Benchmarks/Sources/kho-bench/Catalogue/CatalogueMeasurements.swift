import Foundation

/// What is measured on a vault of a million documents (`KHO_BENCH_DOCUMENTS` for another number).
enum CatalogueMeasurements {
    static let documents =
        ProcessInfo.processInfo.environment["KHO_BENCH_DOCUMENTS"].flatMap { Int($0) } ?? 1_000_000

    static func all(_ fixture: SignedFixture, kho: String, folder: String) -> [any Measurement] {
        let many = FilledVault(path: "\(folder)/many", documents: documents, kho: kho)
        let few = FilledVault(path: "\(folder)/few", documents: 1000, kho: kho)
        func search(_ what: String, _ words: [String], _ patterns: [String]) -> SearchByName {
            SearchByName(
                vault: many, documents: documents, kho: kho, what: what, words: words, patterns: patterns)
        }
        return [
            LookUpByCode(vault: many, documents: documents), search("a common word", ["giay"], ["Giấy"]),
            search("a rare word", [PaperNames.rareWord], [PaperNames.rareWord]),
            search("two common words", ["giay", "hoa"], ["Giấy", "Hòa"]),
            search("two common words that never meet", ["bien", "tot"], ["Biên", "tốt"]),
        ] + catchUp(many, kho: kho, folder: folder) + [
            PutAmongMany(fixture: fixture, many: many, few: few, documents: documents, kho: kho)
        ]
    }

    private static func catchUp(_ many: FilledVault, kho: String, folder: String) -> [any Measurement] {
        guard Nginx.isThere else {
            FileHandle.standardError.write(Data("no nginx or no wrk: the row of a receiver is left out\n".utf8))
            return []
        }
        return [CatchUp(vault: many, documents: documents, kho: kho, folder: "\(folder)/catch-up")]
    }
}
