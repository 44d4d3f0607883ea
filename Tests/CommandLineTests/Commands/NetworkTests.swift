import TestSupport
import Testing

@Suite("Verification needs no network")
struct NetworkTests {
    private func signed(_ desk: Desk) async throws {
        try await desk.sign("Đơn", as: "don.txt")
        try await desk.sign("Đơn của người lạ", as: "la.txt", by: "nguoi-la")
        try await desk.sign("Đơn bị thu hồi", as: "thu-hoi.txt", by: "bi-thu-hoi")
    }

    @Test(
        "in a network namespace without any interface that is up, the answers are the same", arguments: [true, false])
    func noNetwork(offline: Bool) async throws {
        let desk = try await Desk()
        try await signed(desk)
        let probe = try await RunningProgram.run(
            Confinement.noNetwork + ["sh", "-c", "grep -c : /proc/net/dev; cat /proc/net/route"], in: desk.folder.path)
        try #require(probe.status == 0 && probe.lines.first == "1", "cannot set up: \(probe.errors)\(probe.output)")
        let flags = offline ? ["--offline"] : []
        for (name, status) in [("don", 0), ("la", 3)] as [(String, Int32)] {
            let run = try await desk.kho(["verify", "\(name).txt.p7s"] + flags, confinement: Confinement.noNetwork)
            #expect(run.status == status, "\(name): \(run.output)")
        }
    }

    @Test("no system call of the network is made", arguments: [["--offline"], []])
    func noSocket(flags: [String]) async throws {
        let desk = try await Desk()
        try await signed(desk)
        let tracing = ["strace", "-f", "-e", "trace=%network,io_uring_setup", "-o", desk.folder.file("trace.txt")]
        // The trace sees a socket where there is one.
        let probe = try await RunningProgram.run(
            tracing + ["python3", "-c", "import socket; socket.socket()"], in: desk.folder.path)
        try #require(probe.status == 0, "cannot trace: \(probe.errors)")
        try #require(try desk.folder.text("trace.txt").contains("socket("))
        let run = try await desk.kho(
            ["verify", "don.txt.p7s", "la.txt.p7s", "thu-hoi.txt.p7s", "--json"] + flags, confinement: tracing)
        #expect(run.objects.count == 3)
        let calls = try desk.folder.text("trace.txt").split(separator: "\n").filter {
            !$0.contains("+++ ") && !$0.contains("--- SIG")
        }
        #expect(calls.isEmpty)
    }
}
