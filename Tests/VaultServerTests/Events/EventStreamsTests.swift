import PKI
import Testing
import VaultCore

@testable import VaultServer

@Suite("Streams that are open")
struct EventStreamsTests {
    @Test("a place is free again when nobody holds it, also where nothing was ever written")
    func places() {
        let streams = EventStreams(limit: 2, limitOfCaller: 2)
        var one = streams.open(for: .service("a"), cut: {})
        let two = streams.open(for: .service("b"), cut: {})
        #expect(one != nil && two != nil && streams.count == 2)
        #expect(streams.open(for: .service("c"), cut: {}) == nil)
        one = nil
        #expect(streams.count == 1)
        #expect(streams.open(for: .service("c"), cut: {}) != nil)
        withExtendedLifetime(two) {}
    }

    @Test("one caller's streams are bounded: the next one ends his oldest, and nobody else's")
    func ofOneCaller() {
        let streams = EventStreams(limit: 10, limitOfCaller: 2)
        let places = (0..<2).map { _ in streams.open(for: .service("a"), cut: {}) }
        let other = streams.open(for: .service("b"), cut: {})
        let third = streams.open(for: .service("a"), cut: {})
        #expect(third != nil)
        #expect(places[0]?.signal.isEnded == true && places[1]?.signal.isEnded == false)
        #expect(other?.signal.isEnded == false)
        #expect(streams.count == 3)
    }

    @Test("where the server is full, one caller's next stream takes the place of his own")
    func full() {
        let streams = EventStreams(limit: 2, limitOfCaller: 1)
        let one = streams.open(for: .service("a"), cut: {})
        let two = streams.open(for: .service("b"), cut: {})
        let three = streams.open(for: .service("a"), cut: {})
        #expect(one?.signal.isEnded == true && two?.signal.isEnded == false && three?.signal.isEnded == false)
        #expect(streams.open(for: .service("c"), cut: {}) == nil)
    }

    @Test("where others have filled the server, whoever has most of it makes room for one who has less")
    func fairness() {
        let streams = EventStreams(limit: 5, limitOfCaller: 4)
        let many = (0..<4).map { _ in streams.open(for: .service("a"), cut: {}) }
        let other = streams.open(for: .service("b"), cut: {})
        let third = streams.open(for: .service("c"), cut: {})
        let fourth = streams.open(for: .service("c"), cut: {})
        #expect(third != nil && fourth != nil && streams.count == 5)
        #expect(many.map { $0?.signal.isEnded } == [true, true, false, false])
        #expect(other?.signal.isEnded == false)
        // Two of five each, and one: nobody has more than another would.
        #expect(streams.open(for: .service("c"), cut: {}) == nil)
    }

    @Test(
        "ids are indices in their one spelling, and -1",
        arguments: [
            ("-1", 0), ("0", 1), ("41", 42), ("9223372036854775806", 9_223_372_036_854_775_807),
            ("9223372036854775807", 9_223_372_036_854_775_808), ("9223372036854775808", nil), ("-2", nil),
            ("", nil), ("+1", nil), ("01", nil), ("1 ", nil), ("0x1", nil), ("१", nil), ("1.0", nil),
            ("18446744073709551616", nil), ("-0", nil), (String(repeating: "9", count: 100), nil),
        ] as [(String, UInt64?)])
    func ids(_ id: String, _ next: UInt64?) { #expect(EventFrame.next(after: id) == next) }
}

extension Visitor {
    /// A service.
    static func test(_ name: String) -> Visitor { .service(name: name, certificate: .sha256(of: Array(name.utf8))) }
}
