import Testing

@testable import VaultClient

@Suite("Server-Sent Events")
struct EventStreamTests {
    private func events(_ text: String, by count: Int = .max) throws -> [ServerEvent] {
        var parser = EventStreamParser()
        var events: [ServerEvent] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += try parser.take(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return events
    }

    @Test("are read line by line, whatever ends a line and however the pieces fall", arguments: [1, 2, 7, 1000])
    func lines(count: Int) throws {
        let expected = [ServerEvent(id: "41", name: "head"), ServerEvent(id: "42", name: "message")]
        for ending in ["\n", "\r\n", "\r"] {
            let text = "retry: 2000||:comment||id: 41|event: head|data: {}||id:42|data||event: none||"
            #expect(try events(text.replacing("|", with: ending), by: count) == expected)
        }
    }

    @Test("an id that no header field can carry is none, and a line without an end is refused")
    func hostile() throws {
        #expect(try events("id: a\u{1}b\ndata: x\n\n") == [ServerEvent(id: nil, name: "message")])
        #expect(try events("id: \(String(repeating: "1", count: 65))\ndata: x\n\n").first?.id == nil)
        #expect(throws: EventStreamParser.TooLong.self) { try events(String(repeating: "a", count: 70_000)) }
    }
}
