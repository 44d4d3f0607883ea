import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Retrieval

/// Names that lead now here and now there.
@Suite("Which address a message goes to")
struct MessagePostTests {
    private final class Resolver: Sendable {
        private let asked = Mutex<[String]>([])
        var hosts: [String] { asked.withLock { $0 } }

        /// Another answer each time, as a name does that is bound anew between judging it and connecting to it.
        func addresses(_ answers: [[String]]) -> @Sendable (String) throws -> [NetworkAddress] {
            { [self] host in
                let turn = asked.withLock { asked in
                    asked.append(host)
                    return asked.count - 1
                }
                return answers[min(turn, answers.count - 1)].compactMap(NetworkAddress.init)
            }
        }
    }

    private func post(_ address: String, _ hosts: HostPolicy) throws -> MessagePost {
        try MessagePost(address: address, hosts: hosts, totalSeconds: 600)
    }

    @Test("the name is resolved once, and the very address that was judged is connected to")
    func rebinding() async throws {
        let receiver = try await WebhookReceiver()
        // A name that no resolver knows: whoever asked again would reach nobody.
        for host in ["kho.invalid", "KHO.Invalid"] {
            let resolver = Resolver()
            let answer = try await post("http://\(host):\(receiver.port)/good", .thisMachine)
                .finding(resolver.addresses([["127.0.0.1"], ["192.0.2.1"]]))
                .send([0x7b, 0x7d], type: "application/json", headers: [])
            #expect(answer.status == 204)
            #expect(resolver.hosts == [host])
        }
        #expect(
            receiver.received.map { $0.headers["host"] } == [
                "kho.invalid:\(receiver.port)", "KHO.Invalid:\(receiver.port)",
            ])
    }

    @Test("one address among several that may not be asked is enough to ask nobody")
    func mixed() async throws {
        let receiver = try await WebhookReceiver()
        for addresses in [
            ["113.160.1.1", "127.0.0.1"], ["127.0.0.1", "113.160.1.1"], ["::ffff:127.0.0.1"],
            ["::ffff:169.254.169.254"],
            ["0.0.0.0"], ["::"], ["169.254.169.254"], ["fe80::1"], ["fd00:ec2::254"], ["64:ff9b::a9fe:a9fe"],
        ] {
            let error = await #expect(throws: RetrievalError.self) {
                try await post("http://kho.invalid:\(receiver.port)/good", .publicOnly)
                    .finding(Resolver().addresses([addresses]))
                    .send([], type: "application/json", headers: [])
            }
            #expect(error?.code == .hostNotPublic, "\(addresses)")
        }
        let nobody = await #expect(throws: RetrievalError.self) {
            try await post("http://kho.invalid:\(receiver.port)/good", .publicOnly)
                .finding(Resolver().addresses([[]])).send([], type: "application/json", headers: [])
        }
        #expect(nobody?.code == .unreachable)
        #expect(receiver.received.isEmpty)
    }

    @Test(
        "a resolver that does not answer keeps nobody waiting for longer than his time, whoever waits for it beside him"
    )
    func silentResolver() async throws {
        let answers = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let error = await #expect(throws: RetrievalError.self) {
                        try await MessagePost(address: "https://kho.invalid/", hosts: .publicOnly, totalSeconds: 1)
                            .finding { _ in
                                answers.wait()
                                return []
                            }
                            .send([], type: "application/json", headers: [])
                    }
                    #expect(error?.code == .timedOut, "\(number)")
                }
            }
            try await group.waitForAll()
        }
        for _ in 0..<12 { answers.signal() }
    }

    @Test("an address for this machine alone does not lead to the network behind a name, or to every interface")
    func thisMachine() async throws {
        for address in ["192.168.1.1", "0.0.0.0", "::ffff:127.0.0.1", "113.160.1.1"] {
            let error = await #expect(throws: RetrievalError.self) {
                try await post("http://kho.invalid:9/", .thisMachine).finding(Resolver().addresses([[address]]))
                    .send([], type: "application/json", headers: [])
            }
            #expect(error?.code == .hostNotPublic, "\(address)")
        }
    }
}
