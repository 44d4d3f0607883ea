import PKI

/// The time of a log line; what lines of one second have in common is made once.
struct LogTime {
    /// `2026-11-25T14:17:35.`
    private var beginning: [UInt8]
    private var second: Int64
    private var microseconds: Int64

    private static let beginningByteCount = 20

    init(_ time: Instant) {
        second = time.seconds
        microseconds = time.microseconds - time.seconds * 1_000_000
        beginning = Array(time.textWithMicroseconds.utf8.prefix(Self.beginningByteCount))
    }

    mutating func move(to time: Instant) {
        guard time.seconds == second else {
            self = LogTime(time)
            return
        }
        microseconds = time.microseconds - second * 1_000_000
    }

    /// RFC 3339 in UTC with six digits of fraction.
    func append(to line: inout [UInt8]) {
        line.append(contentsOf: beginning)
        var power: Int64 = 100_000
        while power > 0 {
            line.append(UInt8(ascii: "0") + UInt8(microseconds / power % 10))
            power /= 10
        }
        line.append(UInt8(ascii: "Z"))
    }
}
