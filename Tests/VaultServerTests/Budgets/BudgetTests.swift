import NIOCore
import Testing

@testable import VaultServer

@Suite("How much each caller may have")
struct BudgetTests {
    private let start = ContinuousClock.now

    @Test("a burst is served, then as many a second as the rate says, each caller by himself")
    func rates() {
        let rates = RequestRates(rate: 10, burst: 20)
        for _ in 0..<20 { #expect(rates.admit(.person("a"), at: start) == nil) }
        let wait = rates.admit(.person("a"), at: start)
        #expect(wait.map { $0 > .zero && $0 <= .milliseconds(101) } == true)
        #expect(rates.admit(.service("a"), at: start) == nil)
        for number in 1...10 {
            #expect(rates.admit(.person("a"), at: start + .milliseconds(100 * number)) == nil)
            #expect(rates.admit(.person("a"), at: start + .milliseconds(100 * number)) != nil)
        }
        // A clock that goes back gives nothing and takes nothing.
        #expect(rates.admit(.person("a"), at: start) != nil)
    }

    @Test("strangers beyond those that are remembered share one rate, and no one who is remembered loses his")
    func overflow() {
        let rates = RequestRates(rate: 1, burst: 2, capacity: 2)
        #expect(rates.admit(.address("a"), at: start) == nil)
        #expect(rates.admit(.address("b"), at: start) == nil)
        #expect(rates.admit(.address("c"), at: start) == nil)
        #expect(rates.admit(.address("d"), at: start) == nil)
        #expect(rates.admit(.address("e"), at: start) != nil)
        #expect(rates.admit(.address("a"), at: start) == nil)
        #expect(rates.admit(.address("a"), at: start) != nil)
        // Whoever has been quiet is forgotten and makes room.
        #expect(rates.admit(.address("f"), at: start + .seconds(10)) == nil)
    }

    @Test("an address is a caller, a network of IPv6 one, and who comes by IPv4 to a server of both is his own address")
    func callers() throws {
        func key(_ address: String) throws -> CallerKey? {
            CallerKey(try SocketAddress(ipAddress: address, port: 4711))
        }
        #expect(try key("192.0.2.7") != key("192.0.2.8"))
        #expect(try key("2001:db8::1") == key("2001:db8::ffff:1"))
        #expect(try key("2001:db8::1") != key("2001:db8:0:1::1"))
        #expect(try key("::ffff:192.0.2.7") == key("192.0.2.7"))
        #expect(try key("::ffff:192.0.2.7") != key("::ffff:192.0.2.8"))
        for (address, isHere) in [
            ("127.0.0.1", true), ("::1", true), ("::ffff:127.0.0.1", true), ("::ffff:192.0.2.7", false),
            ("::127.0.0.1", false), ("2001:db8::1", false),
        ] {
            #expect(try SocketAddress(ipAddress: address, port: 1).isOfThisMachine == isHere, "\(address)")
        }
    }

    @Test("there is so much room in all and for each, and it comes back when the last who holds it lets go")
    func slots() {
        let slots = RequestSlots(limit: 3, limitPerCaller: 2)
        var held = [slots.take(.person("a")), slots.take(.person("a"))]
        #expect(held.allSatisfy { $0 != nil })
        #expect(slots.take(.person("a")) == nil)
        held.append(slots.take(nil))
        #expect(slots.take(.person("b")) == nil)
        #expect(slots.count == 3)
        let kept = held[0]
        held.removeAll()
        #expect(slots.count == 1)
        #expect(slots.take(.person("a")) != nil)
        withExtendedLifetime(kept) {}
    }

    @Test("however many come without a name, a part of the places is for those who have one or are about to say it")
    func slotsOfNamedCallers() {
        let slots = RequestSlots(limit: 4, limitPerCaller: 2, limitOfStrangers: 3)
        var strangers = [
            slots.take(.address("a"), isStranger: true), slots.take(.address("a"), isStranger: true),
            slots.take(nil, isStranger: true),
        ]
        #expect(strangers.allSatisfy { $0 != nil })
        #expect(slots.take(.address("b"), isStranger: true) == nil)
        let named = slots.take(.person("a"))
        #expect(named != nil && slots.take(.person("a")) == nil)
        strangers.removeLast()
        #expect(slots.take(.address("b"), isStranger: true) != nil)
        withExtendedLifetime(named) {}
    }

    @Test("connections of one address are bounded, others are not touched by it")
    func connections() {
        let register = ConnectionRegister(limitPerAddress: 2)
        #expect(register.enter(.address("a")))
        #expect(register.enter(.address("a")))
        #expect(!register.enter(.address("a")))
        register.leave(.address("a"))
        #expect(register.enter(.address("b")) && register.enter(nil))
        #expect(register.count == 4)
        register.leave(.address("a"))
        #expect(register.enter(.address("a")))
    }

    @Test(
        "a connection takes a descriptor, and some are kept for the server itself",
        arguments: [
            (1024, 512), (1_048_576, 16_384), (300, 150), (1, 1), (0, 1),
        ])
    func descriptors(_ limit: Int, _ connections: Int) {
        #expect(DescriptorLimit.connections(wanted: 16_384, descriptors: limit) == connections)
    }

    @Test("the process may have as many descriptors as the system lets it")
    func raised() { #expect((DescriptorLimit.raise() ?? 0) >= 1024) }

    @Test("work that takes too long is not waited for, and what it gives in time is given")
    func timeLimit() async throws {
        #expect(try await TimeLimit.run(.seconds(600)) { 7 } == 7)
        await #expect(throws: TimeLimit.Passed.self) {
            // Cancellation reaches it, so that the test ends.
            try await TimeLimit.run(.milliseconds(10)) { try await Task.sleep(for: .seconds(3600)) }
        }
        struct Failure: Error {}
        await #expect(throws: Failure.self) { try await TimeLimit.run(.seconds(600)) { throw Failure() } }
    }
}
