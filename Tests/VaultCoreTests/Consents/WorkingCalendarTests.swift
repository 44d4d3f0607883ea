import Foundation
import PKI
import TestSupport
import Testing

@testable import VaultCore

@Suite("Working days and deadlines")
struct WorkingCalendarTests {
    private static func day(_ text: String) throws -> DocumentDay { try #require(DocumentDay(text)) }

    @Test("without a line: Monday to Friday, without the four holidays that have a date of their own")
    func builtIn() throws {
        let calendar = WorkingCalendar.builtIn
        for (text, isWorked) in [
            ("2026-11-25", true), ("2026-11-28", false), ("2026-11-29", false), ("2026-01-01", false),
            ("2026-04-30", false), ("2026-05-01", false), ("2026-09-02", false), ("2026-09-03", true),
        ] { #expect(try calendar.isWorkingDay(Self.day(text)) == isWorked, "\(text)") }
        #expect(try WorkingCalendar(parsing: "# nothing\n\n") == calendar)
    }

    @Test("lines add holidays and working Saturdays")
    func lines() throws {
        let calendar = try WorkingCalendar(
            parsing: "holiday 2027-02-05..2027-02-11 # Tết\nwork 2027-02-20\nholiday 2027-09-03\n")
        for (text, isWorked) in [
            ("2027-02-04", true), ("2027-02-05", false), ("2027-02-11", false), ("2027-02-12", true),
            ("2027-02-20", true), ("2027-02-27", false), ("2027-09-03", false),
        ] { #expect(try calendar.isWorkingDay(Self.day(text)) == isWorked, "\(text)") }
        #expect(try calendar.day(2, workingDaysAfter: Self.day("2027-02-04")) == Self.day("2027-02-15"))
    }

    @Test(
        "what cannot be understood is an error, with its line",
        arguments: [
            "holiday", "holiday 2027-02-30", "holiday 2027-02-11..2027-02-05", "holiday 2027-02-05...2027-02-07",
            "holiday 2027-02-05.2027-02-07", "holiday 2027-02-05 ..2027-02-07", "holiday 2027-01-01..2028-01-01",
            "feast 2027-02-05", "work 5/2/2027", "holiday 2027-02-05 2027-02-06", "2027-02-05", "holiday ..",
            "holiday 2027-02-20\nwork 2027-02-20", "HOLIDAY 2027-02-05",
        ])
    func malformed(_ text: String) {
        let line = text.split(separator: "\n").count + 1
        #expect(throws: VaultError(.calendarMalformed, ["line": String(line)])) {
            try WorkingCalendar(parsing: "# first\n" + text)
        }
    }

    @Test("a file that no operator wrote is not read")
    func tooLong() {
        let text = String(repeating: "holiday 2027-02-05\n", count: 4000)
        #expect(throws: VaultError(.calendarMalformed, ["line": "0"])) { try WorkingCalendar(parsing: text) }
    }

    @Test(
        "the deadlines of some days",
        arguments: [
            // A Wednesday; a Friday; before the weekend and 2 September; before New Year.
            ("2026-11-25", "2026-11-27", "2026-12-10", "2026-12-15"),
            ("2026-11-27", "2026-12-01", "2026-12-12", "2026-12-17"),
            ("2026-08-31", "2026-09-03", "2026-09-15", "2026-09-20"),
            ("2026-12-31", "2027-01-05", "2027-01-15", "2027-01-20"),
        ])
    func some(_ days: (received: String, acknowledge: String, fulfil: String, thirdParty: String)) throws {
        let received = try Self.day(days.received)
        let plain = ConsentDeadlines(received: received, thirdParty: false, calendar: .builtIn)
        #expect(plain.acknowledge.text == days.acknowledge && plain.fulfil.text == days.fulfil)
        let more = ConsentDeadlines(received: received, thirdParty: true, calendar: .builtIn)
        #expect(more.acknowledge == plain.acknowledge && more.fulfil.text == days.thirdParty)
    }

    @Test("a day begins when it begins in Vietnam")
    func zone() throws {
        #expect(try DocumentDay(inVietnam: #require(Instant("2026-11-24T16:59:59.999999Z"))) == Self.day("2026-11-24"))
        #expect(try DocumentDay(inVietnam: #require(Instant("2026-11-24T17:00:00Z"))) == Self.day("2026-11-25"))
    }

    @Test("counting agrees with Foundation's calendar, day by day, over random calendars")
    func property() throws {
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        let formatter = DateFormatter()
        formatter.calendar = gregorian
        formatter.timeZone = gregorian.timeZone
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd"
        func later(_ date: Date, _ days: Int) throws -> Date {
            try #require(gregorian.date(byAdding: .day, value: days, to: date))
        }
        let first = try #require(formatter.date(from: "2000-01-01"))
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<300 {
            let received = try later(first, Int.random(in: 0..<36525, using: &numbers))
            var holidays: Set<String> = []
            var worked: Set<String> = []
            var lines = ""
            for _ in 0..<Int.random(in: 0..<6, using: &numbers) {
                let start = try later(received, Int.random(in: -5..<20, using: &numbers))
                let count = Int.random(in: 1...9, using: &numbers)
                let days = try (0..<count).map { formatter.string(from: try later(start, $0)) }
                if Bool.random(using: &numbers) {
                    guard worked.isDisjoint(with: days) else { continue }
                    holidays.formUnion(days)
                    lines += "holiday \(days[0])..\(days[count - 1])\n"
                } else if holidays.isDisjoint(with: days) {
                    worked.formUnion(days)
                    lines += count == 1 ? "work \(days[0])\n" : "work \(days[0])..\(days[count - 1])\n"
                }
            }
            func isWorked(_ date: Date) -> Bool {
                let text = formatter.string(from: date)
                if worked.contains(text) { return true }
                let parts = gregorian.dateComponents([.weekday, .month, .day], from: date)
                let isFixed = [[1, 1], [4, 30], [5, 1], [9, 2]].contains([parts.month, parts.day])
                return ![1, 7].contains(parts.weekday) && !holidays.contains(text) && !isFixed
            }
            var acknowledge = received
            var left = 2
            while left > 0 {
                acknowledge = try later(acknowledge, 1)
                if isWorked(acknowledge) { left -= 1 }
            }
            let thirdParty = Bool.random(using: &numbers)
            let extended = Int.random(in: 0...15, using: &numbers)
            let fulfil = try later(received, (thirdParty ? 20 : 15) + extended)
            let deadlines = try ConsentDeadlines(
                received: Self.day(formatter.string(from: received)), thirdParty: thirdParty, extended: extended,
                calendar: WorkingCalendar(parsing: lines))
            #expect(deadlines.acknowledge.text == formatter.string(from: acknowledge), "\(received) \(lines)")
            #expect(deadlines.fulfil.text == formatter.string(from: fulfil))
        }
    }
}
