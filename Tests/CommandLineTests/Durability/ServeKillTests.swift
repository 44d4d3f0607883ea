import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// A server that ends in the middle of its work, as asked or not.
@Suite("kho serve that is stopped or killed")
struct ServeKillTests {
    @Test("asked to end in the midst of deposits, it keeps and answers what it began; nothing acknowledged is lost")
    func asked() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let server = try await ServeProcess(desk)
        let client = try await server.client()
        let signer = try await DemonstrationKeys.signer()
        #expect(try await desk.kho(["login"], environment: client).status == 0)
        let names = (0..<12).map { "don-\($0).txt" }
        for name in names { try desk.sign("Đơn \(name)", as: name, by: signer) }
        let puts = try names.map { name in
            try RunningProgram(
                [BuiltProgram.kho] + Desk.put(name + ".p7s"), in: desk.folder.path,
                environment: desk.environment.merging(client) { $1 })
        }
        // In the middle: some are through, the others are not.
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while !puts.contains(where: { $0.outputSoFar.contains("\n") }), Date.now < deadline { usleep(1000) }
        let stopped = await server.stop()
        #expect(stopped.status == 0, "\(stopped.output)\(stopped.errors)")
        var acknowledged: Set<String> = []
        for put in puts {
            let run = await put.finish()
            if run.status == 0 { acknowledged.insert(try #require(run.objects.first?["document"]?.string)) }
            #expect([0, 75].contains(run.status), "\(run.output)\(run.errors)")
        }
        #expect(!acknowledged.isEmpty)
        let kept = Set(try await desk.kho("list", "--json").objects.compactMap { $0["document"]?.string })
        // What was kept was also answered: whoever was let in heard the end.
        #expect(kept == acknowledged)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("killed at any moment, the same deposit with the same key is kept once, and answered with its record")
    func killed() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        var server = try await ServeProcess(desk)
        let port = server.port
        let client = try await server.client()
        let signer = try await DemonstrationKeys.signer()
        var documents: Set<String> = []
        var killed = 0
        for turn in 0..<8 {
            let name = "don-\(turn).txt"
            try desk.sign("Đơn \(turn)", as: name, by: signer)
            let put = Desk.put(name + ".p7s") + ["--idempotency-key", "lan-\(turn)"]
            let first = try RunningProgram(
                [BuiltProgram.kho] + put, in: desk.folder.path,
                environment: desk.environment.merging(client) { $1 })
            // From before its first request to after its last.
            try await Task.sleep(for: .milliseconds(turn * 60))
            await server.crash()
            server = try await ServeProcess(desk, port: port)
            let run = await first.finish()
            if run.status != 0 { killed += 1 }
            let again = try await desk.kho(put, environment: client)
            #expect(again.status == 0, "\(turn): \(again.output)\(again.errors)")
            let document = try #require(again.objects.first?["document"]?.string)
            documents.insert(document)
            if run.status == 0 { #expect(run.objects.first?["document"]?.string == document) }
            // Once more, when all is long over.
            let third = try await desk.kho(put, environment: client)
            #expect(third.objects.first?["document"]?.string == document)
        }
        let listed = try await desk.kho("list", "--json").objects.compactMap { $0["document"]?.string }
        #expect(listed.count == 8 && Set(listed) == documents, "\(listed.count) of 8, \(killed) broken")
        let stopped = await server.stop()
        #expect(stopped.status == 0)
        #expect(try await desk.kho("check").status == 0)
    }
}
