/// `vault-data/calendar`: which days are working days here.
///
/// Built in are Monday to Friday, and the holidays that have the same date each year (Labour Code 2019, article 112): 1
/// January, 30 April, 1 May, 2 September. The days of the lunar calendar, the second day of 2 September, and the Saturdays
/// that are worked in exchange are fixed each year by a decision, so they are entered here. `#` begins a comment:
///
///     holiday 2027-02-05..2027-02-11
///     holiday 2027-09-03
///     work 2027-02-20
public struct WorkingCalendar: Hashable, Sendable {
    /// Some forty lines a year in the longest; this is a lifetime of them.
    static let maximumLength = 64 << 10
    /// The longest public holiday so far had eleven days; a longer stretch is a mistyped year.
    public static let longestStretch = 31
    private static let yearly: Set<String> = ["01-01", "04-30", "05-01", "09-02"]

    private let holidays: Set<DocumentDay>
    private let worked: Set<DocumentDay>

    /// Without any line.
    public static let builtIn = WorkingCalendar(holidays: [], worked: [])

    private init(holidays: Set<DocumentDay>, worked: Set<DocumentDay>) {
        self.holidays = holidays
        self.worked = worked
    }

    /// - Throws: `CALENDAR_MALFORMED` with the line, also for a day that is said to be both; nothing is passed over.
    public init(parsing text: String) throws(VaultError) {
        guard text.utf8.count <= Self.maximumLength else { throw Self.malformed(0) }
        var holidays: Set<DocumentDay> = []
        var worked: Set<DocumentDay> = []
        for (number, line) in RuleLines(text) {
            guard line.count == 2, let days = Self.days(line[1]) else { throw Self.malformed(number) }
            switch line[0] {
            case "holiday": holidays.formUnion(days)
            case "work": worked.formUnion(days)
            default: throw Self.malformed(number)
            }
            guard holidays.isDisjoint(with: worked) else { throw Self.malformed(number) }
        }
        self.holidays = holidays
        self.worked = worked
    }

    /// The lines that say what is beyond the built-in days, in order.
    public var text: String {
        (Self.lines("holiday", holidays) + Self.lines("work", worked)).map { $0 + "\n" }.joined()
    }

    private static func lines(_ word: String, _ days: Set<DocumentDay>) -> [String] {
        var stretches: [(first: DocumentDay, last: DocumentDay)] = []
        for day in days.sorted() {
            if let open = stretches.last, open.last.number + 1 == day.number,
                day.number - open.first.number < Int64(longestStretch)
            {
                stretches[stretches.count - 1].last = day
            } else {
                stretches.append((day, day))
            }
        }
        return stretches.map { "\(word) \($0.first.text)" + ($0.first == $0.last ? "" : "..\($0.last.text)") }
    }

    public func isWorkingDay(_ day: DocumentDay) -> Bool {
        if worked.contains(day) { return true }
        return day.weekday < 5 && !holidays.contains(day) && !Self.yearly.contains(String(day.text.suffix(5)))
    }

    /// The working day that is so many after a day, which itself does not count (Civil Code 2015, article 147).
    func day(_ count: Int, workingDaysAfter day: DocumentDay) -> DocumentDay {
        var day = day
        var left = count
        while left > 0, day < .last {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// `2027-02-05` or `2027-02-05..2027-02-11`.
    private static func days(_ text: String) -> [DocumentDay]? {
        let ends = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let written: (String, String)
        switch ends.count {
        case 1: written = (ends[0], ends[0])
        case 3 where ends[1].isEmpty: written = (ends[0], ends[2])
        default: return nil
        }
        guard let first = DocumentDay(written.0), let last = DocumentDay(written.1), first <= last,
            last.number - first.number < Int64(longestStretch)
        else { return nil }
        return (0...Int(last.number - first.number)).map { first.adding(days: $0) }
    }

    private static func malformed(_ line: Int) -> VaultError {
        VaultError(.calendarMalformed, ["line": String(line)])
    }
}
