import Synchronization
import TransparencyLog
import VaultCore

@testable import VaultStorage

/// Witnesses in this process, some of which behave badly.
final class ScriptedWitnesses: WitnessTransport {
    enum Manner: Sendable { case honest, slow(Gate), down, busy, lying, behind(UInt64), ahead(UInt64), seesFork }
    private let witnesses: [String: WitnessFolder]
    private let manners: Mutex<[String: Manner]> = Mutex([:])
    private let questions: Mutex<[String: Int]> = Mutex([:])

    init(_ witnesses: [String: WitnessFolder]) { self.witnesses = witnesses }

    func set(_ name: String, _ manner: Manner) { manners.withLock { $0[name] = manner } }

    /// How often it was asked.
    func count(_ name: String) -> Int { questions.withLock { $0[name] ?? 0 } }

    func ask(_ witness: VaultWitness, _ body: [UInt8]) async -> WitnessReply {
        questions.withLock { $0[witness.name, default: 0] += 1 }
        switch manners.withLock({ $0[witness.name] ?? .honest }) {
        case .slow(let gate): await gate.wait()
        case .down: return .failed("RETRIEVAL_UNREACHABLE")
        case .busy: return .answered(status: 503, mediaType: "application/problem+json", body: [])
        case .lying: return .answered(status: 200, mediaType: "text/plain", body: Array("\u{2014} x AAAA\n".utf8))
        case .ahead(let size):
            return .answered(status: 409, mediaType: "text/x.tlog.size", body: Array("\(size)\n".utf8))
        case .behind(let size) where !body.starts(with: "old \(size)\n".utf8):
            return .answered(status: 409, mediaType: "text/x.tlog.size", body: Array("\(size)\n".utf8))
        case .seesFork: return .answered(status: 422, mediaType: nil, body: [])
        case .honest, .behind: break
        }
        guard let folder = witnesses[witness.name] else { return .failed("NONE") }
        do {
            let line = try await folder.answer(body)
            return .answered(status: 200, mediaType: "text/plain", body: Array((line + "\n").utf8))
        } catch WitnessRefusal.otherSize(let size) {
            return .answered(status: 409, mediaType: "text/x.tlog.size", body: Array("\(size)\n".utf8))
        } catch let refusal as WitnessRefusal {
            return .answered(status: refusal.status, mediaType: "text/plain", body: [])
        } catch {
            return .answered(status: 503, mediaType: nil, body: [])
        }
    }
}

/// Who comes waits until it is opened.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}

/// What an operator was told.
final class Said: Sendable {
    private let codes = Mutex<[VaultErrorCode]>([])
    var all: [VaultErrorCode] { codes.withLock { $0 } }
    func add(_ code: VaultErrorCode) { codes.withLock { $0.append(code) } }
    func clear() { codes.withLock { $0 = [] } }
}
