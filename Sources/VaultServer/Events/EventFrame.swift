import CanonicalJSON
import NIOCore
import VaultCore

/// The pieces of a stream of events, as HTML's Server-Sent Events spell them.
///
/// The id of a piece is the index of the last entry that its reader then knows of, whether it was in his scope or not; -1
/// before the first.
enum EventFrame {
    static let mediaType = "text/event-stream"

    /// How soon to come back, and how large the log is. The id is where the reader stands, for what is to come before he
    /// gets another.
    static func opening(size: UInt64, told: UInt64) -> ByteBuffer {
        buffer("retry: \(EventStreamLimits.retry)\n\n" + head(size: size, told: told))
    }

    static func entries(_ events: [LogEvent]) -> ByteBuffer {
        buffer(events.map { "id: \($0.index)\nevent: entry\ndata: \($0.json.text)\n\n" }.joined())
    }

    /// That there is nothing for the reader in what the log has gained.
    static func head(size: UInt64) -> ByteBuffer { buffer(head(size: size, told: size)) }

    /// A sign of life.
    static let comment = buffer(":\n\n")

    private static func head(size: UInt64, told: UInt64) -> String {
        let data: JSON = ["size": .integer(Int64(clamping: size))]
        return "id: \(Int64(clamping: told) - 1)\nevent: head\ndata: \(data.text)\n\n"
    }

    private static func buffer(_ text: String) -> ByteBuffer { ByteBuffer(string: text) }

    /// The first index that a reader has not been told of who came with this `Last-Event-ID`.
    /// - Returns: nil for what is no id of these.
    static func next(after id: String) -> UInt64? {
        guard id.utf8.count <= EventStreamLimits.idLength, let last = Int64(id), last >= -1, String(last) == id else {
            return nil
        }
        // The greatest id has a successor, though none of its own type.
        return last < 0 ? 0 : UInt64(last) + 1
    }
}
