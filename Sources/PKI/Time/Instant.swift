internal import COpenSSL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A moment of UTC in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Written as RFC 3339. Leap seconds do not exist in it, as in POSIX time.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// What the machine's clock says.
    public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    public func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }

    /// Whole seconds, rounded down.
    public var seconds: Int64 { microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0) }

    /// Microseconds of the second; without a product, since the farthest times must not overflow on their way to text.
    private var fraction: Int64 {
        let rest = microseconds % 1_000_000
        return rest < 0 ? rest + 1_000_000 : rest
    }

    /// RFC 3339 in UTC; the fraction only where there is one.
    public var description: String {
        fraction == 0 ? CalendarTime(secondsSince1970: seconds).text + "Z" : textWithMicroseconds
    }

    /// RFC 3339 in UTC with six digits of fraction, always: the form of a log leaf (design.md section 5).
    public var textWithMicroseconds: String {
        let digits = String(fraction)
        return CalendarTime(secondsSince1970: seconds).text + "." + String(repeating: "0", count: 6 - digits.count)
            + digits + "Z"
    }

    /// The time for a person to read: local zone, seconds, with the offset (`2026-11-23T19:55:14+07:00`).
    public var localText: String {
        var clock = time_t(seconds)
        var local = tm()
        localtime_r(&clock, &local)
        let offset = Int64(local.tm_gmtoff)
        let minutes = abs(offset) / 60
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return CalendarTime(secondsSince1970: seconds + offset).text + (offset < 0 ? "-" : "+") + two(minutes / 60)
            + ":" + two(minutes % 60)
    }

    /// Parses RFC 3339 (`2026-11-23T12:55:14Z`, with a fraction of up to six digits, with an offset). A bare date
    /// (`2026-11-23`) is its last second in the local zone, as section 8 of the design says of TIME.
    public init?(_ text: String) {
        var reader = CalendarReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), let days = CalendarTime.days(year: year, month: month, day: day)
        else { return nil }
        if reader.isAtEnd {
            var local = tm()
            local.tm_year = Int32(year - 1900)
            local.tm_mon = Int32(month - 1)
            local.tm_mday = Int32(day)
            local.tm_hour = 23
            local.tm_min = 59
            local.tm_sec = 59
            local.tm_isdst = -1
            self.init(seconds: Int64(mktime(&local)))
            return
        }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), hour < 24,
            reader.skip(":"), let minute = reader.number(2), minute < 60, reader.skip(":"),
            let second = reader.number(2), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if reader.skip(".") {
            guard let digits = reader.digits(upTo: 6) else { return nil }
            fraction = digits
        }
        var offset: Int64 = 0
        if !(reader.skip("Z") || reader.skip("z")) {
            let sign: Int64 = reader.skip("+") ? 1 : reader.skip("-") ? -1 : 0
            guard sign != 0, let hours = reader.number(2), hours < 24, reader.skip(":"),
                let minutes = reader.number(2), minutes < 60
            else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}
