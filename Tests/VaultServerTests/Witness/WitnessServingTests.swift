import Foundation
import NIOCore
import Synchronization
import Testing
import TransparencyLog
import VaultCore

@testable import VaultServer

/// A witness that says what it was asked, and waits before it answers where a test wants it to.
private final class ScriptedWitness: CheckpointWitness {
    private let isHeld = Mutex(false)
    private let isAsked = Mutex(false)
    let log = String(repeating: "ab", count: 32)

    func hold(_ held: Bool) { isHeld.withLock { $0 = held } }

    /// Whether nobody has asked yet.
    var isIdle: Bool { isAsked.withLock { !$0 } }

    func answer(_ request: [UInt8]) async throws -> String {
        isAsked.withLock { $0 = true }
        while isHeld.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(2)) }
        switch String(decoding: request, as: UTF8.self) {
        case "ahead": throw WitnessRefusal.otherSize(7)
        case "fork": throw WitnessRefusal.fork(size: 7)
        case "disk": throw VaultError(.diskFull)
        default: return "line \(request.count)"
        }
    }

    func checkpoint(ofLog log: String) async throws -> [UInt8]? { log == self.log ? Array("note\n".utf8) : nil }
}

/// A witness's server in this process.
private final class ServedWitness: Sendable {
    let witness = ScriptedWitness()
    let url: String
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kho-witness-\(UUID().uuidString)").path
    private let running: Task<Void, any Error>

    init(_ configure: (inout ServerBudgets) -> Void = { _ in }) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var server = try WitnessServer(witness, address: ServerAddress(host: "127.0.0.1", port: 0), log: .none)
        configure(&server.budgets)
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        running = Task { [server] in
            defer { continuation.finish() }
            try await server.run { continuation.yield($0) }
        }
        url = await urls.first { _ in true } ?? ""
    }

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    func curl(_ path: String, _ options: String...) async throws -> Fetched {
        try await Fetched(url: url + path, options: options, folder: folder)
    }

    func add(_ body: String) async throws -> Fetched { try await curl("/add-checkpoint", "--data-binary", body) }

    func close() async {
        witness.hold(false)
        running.cancel()
        _ = await running.result
        try? FileManager.default.removeItem(atPath: folder)
    }
}

@Suite("A witness over HTTP")
struct WitnessServingTests {
    @Test("the protocol's answers are the protocol's, everything else is a problem as of every server of kho")
    func answers() async throws {
        let served = try await ServedWitness()
        let good = try await served.add("12345")
        #expect(good.status == 200 && good.body == Array("line 5\n".utf8))
        let ahead = try await served.add("ahead")
        #expect(ahead.status == 409 && ahead.headers["content-type"] == "text/x.tlog.size")
        #expect(ahead.body == Array("7\n".utf8))
        let fork = try await served.add("fork")
        #expect(fork.status == 409 && fork.headers["content-type"] == "text/plain; charset=utf-8")
        let unkept = try await served.add("disk")
        #expect(unkept.status == 503 && unkept.problem == "SERVER_NOT_READY")
        #expect(try await served.curl("/add-checkpoint").problem == "METHOD_NOT_ALLOWED")
        #expect(try await served.curl("/checkpoint").problem == "RESOURCE_NOT_FOUND")
        #expect(try await served.curl("/vault.json").problem == "RESOURCE_NOT_FOUND")
        #expect(try await served.curl("/\(served.witness.log)/checkpoint").body == Array("note\n".utf8))
        #expect(try await served.curl("/\(served.witness.log.uppercased())/checkpoint").status == 404)
        #expect(try await served.curl("/healthz").status == 200)
        for answer in [good, ahead, unkept] {
            #expect(answer.headers["kho-request-id"]?.isEmpty == false && answer.headers["cache-control"] == "no-store")
        }
        await served.close()
    }

    @Test("a body that is too large is not read to its end")
    func largeBodies() async throws {
        let served = try await ServedWitness()
        let large = "\(served.folder)/large"
        try Data(repeating: 0x41, count: WitnessRequest.maximumByteCount + 1).write(to: URL(fileURLWithPath: large))
        #expect(try await served.add("@\(large)").problem == "REQUEST_TOO_LARGE")
        let chunked = try await served.curl(
            "/add-checkpoint", "--data-binary", "@\(large)", "-H", "Transfer-Encoding: chunked")
        #expect(chunked.problem == "REQUEST_TOO_LARGE")
        await served.close()
    }

    @Test("a body that comes too slowly is not waited for")
    func slowBodies() async throws {
        let served = try await ServedWitness { budgets in
            budgets.times.body = .milliseconds(400)
            budgets.times.bodyWindow = .milliseconds(200)
            // A machine that has much to do gets to its answer later; the connection ends with the test.
            budgets.times.drain = .seconds(120)
        }
        do {
            let slow = try RawConnection(port: served.port)
            slow.send("POST /add-checkpoint HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nold ")
            #expect(await slow.text(until: "REQUEST_TOO_SLOW").contains(" 408 "))
        }
        await served.close()
    }

    @Test("whoever asks too often is told when to come back, and whoever finds no room as well")
    func budgets() async throws {
        let often = try await ServedWitness { budgets in
            budgets.limitsThisMachine = true
            budgets.requestsPerSecond = 1
            budgets.requestBurst = 3
        }
        // All in one go: on a machine under load the rate lets a few more in, and never most of them.
        let path = "/\(often.witness.log)/checkpoint"
        let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\n"
        let connection = try RawConnection(port: often.port)
        connection.send(String(repeating: request + "\r\n", count: 39) + request + "Connection: close\r\n\r\n")
        let answers = await connection.rest()
        #expect(answers.ranges(of: " 200 ").count >= 3)
        #expect(answers.ranges(of: "RATE_EXCEEDED").count >= 20)
        #expect(answers.lowercased().contains("retry-after: "))
        // Whoever watches is always answered.
        #expect(try await often.curl("/healthz").status == 200)
        await often.close()

        let full = try await ServedWitness { $0.concurrentRequests = 1 }
        full.witness.hold(true)
        async let first = full.add("x")
        while full.witness.isIdle { try await Task.sleep(for: .milliseconds(2)) }
        let second = try await full.add("y")
        #expect(second.problem == "SERVER_BUSY" && second.headers["retry-after"] == "1")
        full.witness.hold(false)
        #expect(try await first.status == 200)
        #expect(try await full.add("z").status == 200)
        await full.close()
    }

    @Test("without TLS a witness listens at this machine alone")
    func transport() throws {
        let error = #expect(throws: ServerError.self) {
            try WitnessServer(ScriptedWitness(), address: ServerAddress(host: "0.0.0.0", port: 0))
        }
        #expect(error?.code == .tlsRequired)
    }
}
