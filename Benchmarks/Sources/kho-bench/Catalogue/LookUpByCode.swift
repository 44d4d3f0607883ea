import Foundation
import VaultCore
import VaultStorage

/// A document by its code, in a process that has the vault open, against a pattern in the `sqlite3` program.
struct LookUpByCode: Measurement {
    let vault: FilledVault
    let documents: Int

    /// Look-ups of one pair.
    private static let count = 200

    var name: String { "\(documents.grouped) documents: look-up by code" }
    var reference: String { "`sqlite3`, `code LIKE`" }
    var goal: Goal { .under(seconds: 0.001) }

    func prepare() throws {
        try vault.fill()
        _ = try run { try await $0.vault.show(DocumentReference(PaperNames.code(0))) }
    }

    func pair(_ number: Int) throws -> Pair {
        let codes = (0..<Self.count).map { PaperNames.code(($0 + number * Self.count) * 7919 % documents) }
        let each = try run { folder in
            var times: [Double] = []
            for code in codes {
                let start = ContinuousClock.now
                let found = try await folder.vault.show(DocumentReference(code))
                times.append((ContinuousClock.now - start) / .seconds(1))
                guard found.description.code?.value == code else { throw Child.Failed(description: "wrong: \(code)") }
            }
            return times.median
        }
        let other = try Child.run([
            "sqlite3", "-cmd", ".timeout 60000", "-readonly", "\(vault.path)/catalogue.sqlite",
            "SELECT id, name FROM document WHERE code LIKE '\(codes[0])'",
        ])
        return Pair(kho: each, reference: other.seconds)
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable (VaultFolder) async throws -> Value) throws -> Value {
        let path = vault.path
        return try Waiting.value {
            let folder = try await VaultFolder.open(path, for: .reading)
            let value = try await work(folder)
            try await folder.close()
            return value
        }
    }
}

/// Waits for asynchronous work where everything else is in step.
enum Waiting {
    private final class Answer<Value: Sendable>: @unchecked Sendable {
        // Written once before the signal, read once after it.
        var result: Result<Value, any Error>?
    }

    static func value<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let answer = Answer<Value>()
        let signal = DispatchSemaphore(value: 0)
        Task {
            do { answer.result = .success(try await work()) } catch { answer.result = .failure(error) }
            signal.signal()
        }
        signal.wait()
        guard let result = answer.result else { throw Child.Failed(description: "no answer") }
        return try result.get()
    }
}

extension Int {
    /// `1,000,000`
    var grouped: String {
        let digits = String(self)
        return String(
            digits.enumerated().flatMap { place, digit in
                place > 0 && (digits.count - place) % 3 == 0 ? [",", digit] : [digit]
            })
    }
}
