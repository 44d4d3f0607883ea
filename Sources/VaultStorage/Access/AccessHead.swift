import GRDB
import PKI
import VaultCore

/// How far the journal has come: kept beside it, so that an entry which is taken from its end is missed.
struct AccessHead: Hashable {
    var sequence: UInt64 = 0
    /// Every later entry has a later time (microseconds).
    var stamp: Int64 = 0
    var chain = AccessChain.start

    static let start = AccessHead()
    /// Far beyond every journal and every clock, and far enough from where numbers end to count on from.
    private static let bound: UInt64 = 1 << 62

    private init() {}

    /// - Returns: nil for any text that `text` would not make.
    init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, let sequence = UInt64(words[0]), sequence < Self.bound,
            let stamp = Int64(words[1]), stamp < Int64(Self.bound),
            let chain = [UInt8](hexadecimal: words[2]), chain.count == AccessChain.byteCount
        else { return nil }
        self.sequence = sequence
        self.stamp = stamp
        self.chain = chain
        guard self.text == text else { return nil }
    }

    var text: String { "\(sequence) \(stamp) \(chain.hexadecimal)" }

    /// - Throws: `INTEGRITY_FAILURE` where it cannot be understood.
    static func fetch(_ database: Database) throws -> AccessHead {
        guard let text = try LocalState.value(LocalState.accessHead, database) else { return .start }
        guard let head = AccessHead(text) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": LocalState.accessHead])
        }
        return head
    }

    func save(_ database: Database) throws { try LocalState.set(LocalState.accessHead, text, database) }
}
