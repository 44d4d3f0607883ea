import Foundation
import Testing

/// Changes of one bit each, the same in every run, and who does not see them.
enum Mutations {
    /// Changes of each file; `KHO_MUTATIONS` asks for more or fewer.
    static let changes = ProcessInfo.processInfo.environment["KHO_MUTATIONS"].flatMap { Int($0) } ?? 2000

    /// Changes of each file that go through the whole validator; the rest only through the step that alone says
    /// `intact`, since paths and timestamps would take minutes and cannot change it.
    static let throughEverything = 20

    struct Change {
        /// Of `total`.
        let index: Int
        let bit: UInt8
        let isThroughEverything: Bool
    }

    /// - Parameters:
    ///   - total: how many bytes may be changed.
    ///   - isUnseen: makes a change; where nobody sees it, says where it was.
    /// - Returns: every change that nobody saw.
    static func survivors(
        of total: Int, seed: UInt64, _ isUnseen: (Change, inout SeededGenerator) throws -> String?
    ) rethrows -> [String] {
        var generator = SeededGenerator(seed: seed)
        var survivors: [String] = []
        for number in 0..<changes {
            let index = Int.random(in: 0..<total, using: &generator)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            let change = Change(index: index, bit: bit, isThroughEverything: number < throughEverything)
            if let place = try isUnseen(change, &generator) { survivors.append("\(place) ^ \(bit)") }
        }
        return survivors
    }

    /// Records an issue for every subject of which a change was not seen.
    static func expectNoSurvivors<Subject: Sendable>(
        of subjects: [Subject], name: @Sendable (Subject) -> String,
        _ survivors: @escaping @Sendable (Subject, UInt64) throws -> [String]
    ) async throws {
        let results = try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
            for (index, subject) in subjects.enumerated() {
                group.addTask { (index, try survivors(subject, UInt64(index))) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (index, survivors) in results where !survivors.isEmpty {
            Issue.record("\(name(subjects[index])): \(survivors.count) changes unseen: \(survivors.prefix(5))")
        }
    }
}
