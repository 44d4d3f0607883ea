import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Giving out codes")
struct CodeIssuingTests {
    private static let writers = 64
    /// Codes over all writers; `KHO_CODES` for more or fewer.
    private static let codes = Int(ProcessInfo.processInfo.environment["KHO_CODES"] ?? "") ?? 100_000
    /// Most that one writer asks for at once.
    private static let most = 200

    private func issue(_ folder: VaultFolder, _ series: CodeSeries, _ count: Int) async throws -> CodeAllocation {
        try await folder.vault.issue(series, count: count, purpose: nil, uploader: "test", entrance: "test").allocation
    }

    @Test("64 writers at once get each code once, and the log explains every number")
    func writers() async throws {
        let vault = try MintedVault()
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        let series = try (1...4).map { try CodeSeries.results(of: "H37.01-261124-000\($0)") }
        let share = Self.codes / Self.writers
        let given = try await withThrowingTaskGroup(of: [CodeAllocation].self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    var numbers = SeededNumbers(seed: UInt64(writer))
                    var left = share + (writer < Self.codes % Self.writers ? 1 : 0)
                    var mine: [CodeAllocation] = []
                    while left > 0 {
                        let count = min(left, Int.random(in: 1...Self.most, using: &numbers))
                        left -= count
                        mine.append(try await issue(folder, series.randomElement(using: &numbers) ?? series[0], count))
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try await folder.close()
        let values = try given.flatMap { try $0.codes().map(\.code.value) }
        #expect(values.count == Self.codes)
        #expect(Set(values).count == Self.codes)

        let logged = try await vault.records().compactMap { record -> CodeAllocation? in
            guard case .codeAllocation(let allocation) = record.shared.content else { return nil }
            return allocation
        }
        #expect(Set(logged) == Set(given) && logged.count == given.count)
        for series in series {
            var last = 0
            for allocation in logged where allocation.series == series {
                #expect(allocation.serials.lowerBound == last + 1)
                last = allocation.serials.upperBound
            }
        }
        #expect(try await vault.check().findings == [])
    }

    @Test("a code that somebody else gave out by the same rules is not given out again")
    func foreign() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open()
        let series = try CodeSeries.results(of: "H37.01-261124-0001")
        #expect(try await issue(folder, series, 2).serials == 1...2)
        var request = try MintedVault.request(1)
        request.code = try DocumentCode("H37.01-261124-0001-KQ(7)", scheme: "result")
        guard case .kept = try await folder.vault.deposit(request) else {
            Issue.record("not kept")
            return
        }
        #expect(try await issue(folder, series, 3).serials == 3...5)
        #expect(try await issue(folder, series, 3).serials == 8...10)
        #expect(try await issue(folder, CodeSeries.results(of: "H37.01-261124-0002"), 1).serials == 1...1)
        try await folder.close()
    }

    @Test("a document with the last number of a series does not end it")
    func farAhead() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open()
        var request = try MintedVault.request(1)
        request.code = try DocumentCode("G06.01_CV_999999_V1", scheme: "doc-code")
        _ = try await folder.vault.deposit(request)
        #expect(try await issue(folder, CodeSeries(.docCode, prefix: ["G06.01", "CV"]), 2).serials == 1...2)
        try await folder.close()
    }

    @Test("a series ends where its scheme ends, and says so")
    func exhausted() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open()
        let series = try CodeSeries(.dossier, prefix: ["H37.01", "261124"])
        var request = try MintedVault.request(1)
        request.code = try DocumentCode("H37.01-261124-0002", scheme: "dossier")
        _ = try await folder.vault.deposit(request)
        for _ in 0..<9 { _ = try await issue(folder, series, 1000) }
        #expect(try await issue(folder, series, 996).serials == 9003...9998)
        await #expect(throws: VaultError(.codeSeriesExhausted, ["limit": "9999"])) {
            try await issue(folder, series, 2)
        }
        #expect(try await issue(folder, series, 1).serials == 9999...9999)
        await #expect(throws: VaultError(.codeSeriesExhausted, ["limit": "9999"])) {
            try await issue(folder, series, 1)
        }
        try await folder.close()
    }
}
