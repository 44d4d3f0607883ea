import Glibc
import Synchronization

/// The time of an answer as its `Date` field has it (RFC 9110 section 5.6.7), written anew once a second.
final class DateField: Sendable {
    private struct Known {
        var second = time_t.min
        var text = ""
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private let known = Mutex(Known())

    /// - Parameter second: since 1970.
    func text(at second: time_t = time(nil)) -> String {
        known.withLock { known in
            if known.second != second { known = Known(second: second, text: Self.text(second)) }
            return known.text
        }
    }

    private static func text(_ second: time_t) -> String {
        var second = second
        var utc = tm()
        gmtime_r(&second, &utc)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(days[Int(utc.tm_wday)]), \(two(utc.tm_mday)) \(months[Int(utc.tm_mon)]) \(utc.tm_year + 1900)"
        return "\(day) \(two(utc.tm_hour)):\(two(utc.tm_min)):\(two(utc.tm_sec)) GMT"
    }
}
