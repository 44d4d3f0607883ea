/// A sign of a server that something is new, as its stream of events gave it. It proves nothing.
public struct ServerEvent: Hashable, Sendable {
    /// How far the sender has come, in the server's own words; nil where nothing was said of it yet.
    public let id: String?
    public let name: String

    public init(id: String?, name: String) {
        self.id = id
        self.name = name
    }
}

/// Takes Server-Sent Events apart as they come in (HTML, section 9.2.6).
///
/// Their data is passed over: whoever heard that something is new asks for what counts.
struct EventStreamParser {
    /// A line beyond any that a server of events needs.
    struct TooLong: Error {}

    private static let maximumLine = 64 << 10
    /// What is sent back in `Last-Event-ID`; our own have twenty digits.
    private static let maximumID = 64

    private var line: [UInt8] = []
    private var endedWithReturn = false
    private var id: String?
    private var name = ""
    private var hasData = false

    /// - Returns: the events that end in this piece.
    mutating func take(_ piece: [UInt8]) throws(TooLong) -> [ServerEvent] {
        var events: [ServerEvent] = []
        for byte in piece {
            let isSecondOfTwo = byte == UInt8(ascii: "\n") && endedWithReturn
            endedWithReturn = byte == UInt8(ascii: "\r")
            if isSecondOfTwo { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                guard line.count < Self.maximumLine else { throw TooLong() }
                line.append(byte)
                continue
            }
            if line.isEmpty {
                if hasData { events.append(ServerEvent(id: id, name: name.isEmpty ? "message" : name)) }
                name = ""
                hasData = false
            } else {
                read()
            }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    private mutating func read() {
        let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? parts[1] : []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: parts[0], as: UTF8.self) {
        case "data": hasData = true
        case "event": name = String(decoding: value.prefix(Self.maximumID), as: UTF8.self)
        case "id":
            // It goes into a header field again: visible ASCII alone.
            guard value.count <= Self.maximumID, value.allSatisfy({ (0x21...0x7e).contains($0) }) else { return }
            id = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        default: break
        }
    }
}
