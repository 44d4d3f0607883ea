import HTTPTypes
import NIOCore
import PKI
import Synchronization
import VaultCore

/// What was handed out of what everybody may have, ready to be handed out again: never more than some MiB, and nothing that
/// is not what the vault would answer now.
final class PublishedCache: Sendable {
    /// An answer without what is each request's own.
    final class Answer: Sendable {
        let item: PublishedItem
        let digest: Digest
        let body: ByteBuffer
        let head: HTTPResponse
        /// As the log names it.
        let kind: String
        fileprivate let state: PublishedState

        fileprivate init(_ item: PublishedItem, _ bytes: PublishedBytes, _ state: PublishedState) {
            self.item = item
            self.state = state
            digest = bytes.digest
            body = ByteBuffer(bytes: bytes.bytes)
            let route = Route.item(item)
            kind = route.kind
            var fields = PublishedHandler.fields(bytes.digest, count: bytes.bytes.count, Representation(of: route))
            fields[.xContentTypeOptions] = "nosniff"
            head = HTTPResponse(status: .ok, headerFields: fields)
        }
    }

    /// A receiver that catches up reads a log's tiles once; those who follow it read the newest, which have room in this.
    static let byteCount = 64 << 20
    /// A single answer may not drive out all others.
    private static let largest = byteCount / 8
    /// What an answer takes beside its bytes, about.
    private static let overhead = 2 << 10

    private let files: any PublishedFiles
    private let answers: Mutex<RecentlyUsed<String, Answer>>

    init(_ files: any PublishedFiles, byteCount: Int = byteCount) {
        self.files = files
        answers = Mutex(RecentlyUsed(capacity: byteCount))
    }

    /// How much it takes.
    var byteCount: Int { answers.withLock { $0.weight } }

    /// What was answered to a request's target before and holds still; nil where the vault must be asked. Waits for
    /// nothing but the system's own memory of a file.
    func answer(to target: String) -> Answer? {
        guard let answer = answers.withLock({ $0.value(target) }) else { return nil }
        if case .final = answer.state { return answer }
        return files.state(of: answer.item) == answer.state ? answer : nil
    }

    /// Asks the vault, where it was not asked before.
    func answer(to item: PublishedItem) async throws -> PublishedAnswer {
        guard let state = files.state(of: item) else { return try await files.answer(to: item) }
        let target = Route.target(of: item)
        if let known = answer(to: target) {
            return .bytes(PublishedBytes(Array(known.body.readableBytesView), digest: known.digest))
        }
        let answer = try await files.answer(to: item)
        // What was replaced while it was read may be either.
        if case .bytes(let bytes) = answer, bytes.bytes.count <= Self.largest, files.state(of: item) == state {
            answers.withLock {
                $0.keep(Answer(item, bytes, state), target, weight: bytes.bytes.count + Self.overhead)
            }
        }
        return answer
    }
}
