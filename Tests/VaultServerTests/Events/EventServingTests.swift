import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultServer

/// Real streams over TLS, read by `curl` with a client certificate.
@Suite("GET /v1/events", .serialized)
struct EventServingTests {
    private func served(_ documents: Int, scope: String = "all", isPinned: Bool = true) async throws -> ServedVault {
        try await EventServing.served(documents, scope: scope, isPinned: isPinned)
    }

    private func client(_ served: ServedVault) -> [String] {
        ["--cert", "\(served.folder)/client.pem", "--key", "\(served.folder)/client.key"]
    }

    /// A reader that stays.
    private func reader(_ served: ServedVault, after id: String? = nil) throws -> RunningProgram {
        try RunningProgram(
            [
                "curl", "--silent", "--show-error", "--no-buffer", "--noproxy", "*", "--max-time",
                String(Int(RunningProgram.usualPatience)), "--cacert", "\(served.folder)/tls-root.pem",
                served.url + "/v1/events",
            ] + client(served) + (id.map { ["--header", "Last-Event-ID: \($0)"] } ?? []), in: served.folder)
    }

    private func indices(_ reader: RunningProgram, count: Int) async throws -> [Int64] {
        func found(_ reader: RunningProgram) -> [Int64] {
            CollectedStream.pieces(of: reader.outputSoFar).compactMap(\.index)
        }
        try await reader.wait { found($0).count >= count }
        return found(reader)
    }

    /// Waits until a stream has begun.
    private func begun(_ reader: RunningProgram) async throws {
        try #require(try await reader.wait { $0.outputSoFar.contains("event: head") })
    }

    /// What `curl` got of a stream, which has no end: so long is waited until it holds what a test looks for, longer where
    /// the machine has much to do.
    private func beginning(
        _ served: ServedVault, _ options: [String] = [], until isThere: (Fetched) -> Bool = { !$0.body.isEmpty }
    ) async throws -> Fetched {
        var answer = try await served.curl("/v1/events", client(served) + options + ["--max-time", "2"])
        for seconds in [10, 30, 60, 300] where !isThere(answer) {
            answer = try await served.curl("/v1/events", client(served) + options + ["--max-time", String(seconds)])
        }
        return answer
    }

    @Test("a service gets what is new while it listens, comes back with the last id, and misses nothing")
    func liveAndResumed() async throws {
        let served = try await served(2)
        let first = try reader(served)
        try await begun(first)
        try await MintedVault.deposit(3, into: served.vault)
        #expect(try await indices(first, count: 3) == [2, 3, 4])
        let last = try #require(CollectedStream.pieces(of: first.outputSoFar).last?.id)
        first.kill()
        try await MintedVault.deposit(400, into: served.vault)
        let second = try reader(served, after: last)
        #expect(try await indices(second, count: 400) == Array(5..<405))
        try await MintedVault.deposit(1, into: served.vault)
        #expect(try await indices(second, count: 401).last == 405)
        second.kill()
        let whole = try reader(served, after: "-1")
        #expect(try await indices(whole, count: 406) == Array(0..<406))
        whole.kill()
        let opened = try await VaultFolder.open(served.vault, for: .reading, as: AccessClaim(role: .auditor))
        let entered = try await opened.vault.accesses(of: nil, nil, AccessQuery()).filter {
            $0.entry.action == .readEvents
        }
        #expect(entered.count == 3)
        #expect(entered.allSatisfy { $0.entry.actor.account == "cong-dvc" && $0.entry.actor.entrance == "http" })
        await served.close()
    }

    @Test("the answer is a stream that nobody keeps; HEAD begins none")
    func head() async throws {
        let served = try await served(1)
        let answer = try await beginning(served)
        #expect(answer.status == 200 && answer.headers["content-type"] == "text/event-stream")
        #expect(answer.headers["cache-control"] == "private, no-store")
        #expect(answer.headers["content-length"] == nil)
        #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("retry: 2000\n\nid: 0\nevent: head\n"))
        let head = try await served.curl("/v1/events", client(served) + ["--head"])
        #expect(head.status == 405 && head.headers["allow"] == "GET")
        await served.close()
    }

    @Test("nobody without a service's certificate gets events, and no service of another scope or whose pin is gone")
    func denied() async throws {
        let open = try await served(1)
        #expect(try await open.curl("/v1/events").problem == "SIGN_IN_NEEDED")
        let stranger = ["--cert", "\(open.folder)/stranger.pem", "--key", "\(open.folder)/stranger.key"]
        let refused = try await open.curl("/v1/events", stranger)
        #expect(refused.status == 0 || refused.status == 403)
        // A query means nothing, so that it cannot stand in for the header.
        #expect(try await open.curl("/v1/events?Last-Event-ID=-1").problem == "SIGN_IN_NEEDED")
        await open.close()
        for narrow in [try await served(1, scope: "kho-lanh"), try await served(1, isPinned: false)] {
            let answer = try await narrow.curl("/v1/events", client(narrow))
            #expect(answer.problem == "ACCESS_DENIED")
            await narrow.close()
        }
        let plain = try await ServedVault(
            documents: 1, tls: false,
            parts: { $0.events = try await VaultHost.open("\($1)/vault-data", validator: { WillingValidator() }) })
        #expect(try await plain.curl("/v1/events").problem == "SIGN_IN_NEEDED")
        await plain.close()
    }

    @Test("an id that is none, and one beyond the log, are refused and not waited for")
    func ids() async throws {
        let served = try await served(3)
        for (id, code, status) in [
            ("x", "EVENT_ID_MALFORMED", 400), ("-2", "EVENT_ID_MALFORMED", 400), ("3", "EVENT_ID_AHEAD", 409),
            ("9223372036854775806", "EVENT_ID_AHEAD", 409), ("9223372036854775807", "EVENT_ID_AHEAD", 409),
            ("9223372036854775808", "EVENT_ID_MALFORMED", 400), ("-9223372036854775808", "EVENT_ID_MALFORMED", 400),
        ] {
            let answer = try await served.curl("/v1/events", client(served) + ["--header", "Last-Event-ID: \(id)"])
            #expect(answer.problem == code && answer.status == status, "\(id)")
        }
        let last = try await beginning(served, ["--header", "Last-Event-ID: 2"])
        #expect(last.status == 200)
        await served.close()
    }

    @Test(
        "a service of a narrow scope is told of its entries alone, and of none where it has several scopes and names none"
    )
    func narrow() async throws {
        let served = try await served(1, scope: "ho-so")
        try Data("scope ho-so 1 category=2\nscope rieng 1 category=7\n".utf8).write(
            to: URL(fileURLWithPath: "\(served.vault)/scopes"))
        let all = ["--header", "Last-Event-ID: -1"]
        let none = try await beginning(served, all)
        #expect(none.status == 200)
        #expect(CollectedStream.pieces(of: String(decoding: none.body, as: UTF8.self)).compactMap(\.index).isEmpty)
        let roles = try String(contentsOfFile: "\(served.vault)/roles", encoding: .utf8)
        try Data((roles + "service cong-dvc rieng\n").utf8).write(to: URL(fileURLWithPath: "\(served.vault)/roles"))
        let either = try await served.curl("/v1/events", client(served) + all)
        #expect(either.problem == "ACCESS_DENIED")
        func indices(_ answer: Fetched) -> [Int64] {
            CollectedStream.pieces(of: String(decoding: answer.body, as: UTF8.self)).compactMap(\.index)
        }
        let own = try await beginning(served, all + ["--header", "Kho-Scope: rieng"]) { !indices($0).isEmpty }
        #expect(indices(own) == [0])
        await served.close()
    }

    @Test("a service whose certificate counts no more is told no more, on the stream that it has already")
    func revoked() async throws {
        let isRevoked = Mutex(false)
        let served = try await EventServing.served(1, recognises: { $0 && !isRevoked.withLock { $0 } })
        let reader = try reader(served)
        try await begun(reader)
        isRevoked.withLock { $0 = true }
        // Its stream ends with what it is writing, and not by a broken connection.
        #expect(await reader.finish().status == 0)
        await served.close()
    }

    @Test("a reader that takes nothing does not hold up the server's end, nor one more stream of its service")
    func stuckReader() async throws {
        // No other limit would end it in this time.
        let log = EndlessLog()
        let served = try await EventServing.served(0, events: log) { options in
            options.budgets.times.ending = .seconds(600)
            options.budgets.times.stall = .seconds(600)
        }
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/stuck_event_reader.py").path
        /// One that nothing more can be written to.
        func stuck() async throws -> RunningProgram {
            let program = try RunningProgram(
                [
                    "python3", script, String(served.port), "\(served.folder)/tls-root.pem",
                    "\(served.folder)/client.pem", "\(served.folder)/client.key",
                ], in: served.folder)
            try #require(try await program.wait { $0.outputSoFar.contains("asked") })
            var before = -1
            while before != log.pageCount {
                before = log.pageCount
                try await Task.sleep(for: .seconds(1))
            }
            return program
        }
        let evicted = try await stuck()
        // Of 15,625 pages as many as the system keeps for a connection, and little more.
        #expect(log.pageCount < 1600)
        let others = try (0..<EventStreamLimits.streamsOfCaller).map { _ in try reader(served) }
        for reader in others { try await begun(reader) }
        #expect(await evicted.finish().output == "asked\nover\n")
        let last = try await stuck()
        await served.end()
        #expect(await last.finish().output == "asked\nover\n")
        for reader in others { #expect(await reader.finish().status == 0) }
        await served.close()
    }

    @Test("streams take no place among the requests, and end when the server does")
    func ending() async throws {
        let served = try await served(1)
        let readers = try (0..<EventStreamLimits.streamsOfCaller).map { _ in try reader(served) }
        for reader in readers { try await begun(reader) }
        #expect(try await served.curl("/checkpoint", client(served)).status == 200)
        // One more ends the oldest.
        let extra = try reader(served)
        try await begun(extra)
        let ends = await withTaskGroup(of: Bool.self) { group in
            for reader in readers { group.addTask { await reader.finish().status == 0 } }
            let first = await group.next()
            await served.end()
            return await group.reduce(into: [first]) { $0.append($1) }
        }
        #expect(ends.count == readers.count && ends.allSatisfy { $0 == true })
        #expect(await extra.finish().status == 0)
        await served.close()
    }
}
