import CanonicalJSON
import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization
import TestSupport

/// What a stream of events wrote, taken apart as a reader of such streams does.
final class CollectedStream: Sendable {
    struct Piece: Equatable {
        var id: String?
        var event: String?
        var data: String?

        var json: JSON? { data.flatMap { try? JSON(canonical: Array($0.utf8)) } }
        var index: Int64? { event == "entry" ? json?["index"]?.integer : nil }
    }

    private let text = Mutex("")

    var whole: String { text.withLock { $0 } }

    func add(_ more: String) { text.withLock { $0 += more } }

    /// Complete events; comments are none.
    var pieces: [Piece] { Self.pieces(of: whole) }

    var indices: [Int64] { pieces.compactMap(\.index) }

    static func pieces(of text: String) -> [Piece] {
        text.components(separatedBy: "\n\n").dropLast().compactMap { block in
            var piece = Piece()
            for line in block.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { continue }
                let value = parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : parts[1]
                switch parts[0] {
                case "id": piece.id = value
                case "event": piece.event = value
                case "data": piece.data = value
                default: break
                }
            }
            return piece == Piece() ? nil : piece
        }
    }

    /// Waits until it holds what a test looks for.
    func wait(_ isThere: (CollectedStream) -> Bool) async throws {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while !isThere(self), Date.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
    }

    /// Writes into it.
    struct Writer: ResponseBodyWriter {
        let stream: CollectedStream

        mutating func write(_ buffer: ByteBuffer) async throws {
            try Task.checkCancellation()
            stream.add(String(buffer: buffer))
        }

        consuming func finish(_: HTTPFields?) async throws {}
    }
}
