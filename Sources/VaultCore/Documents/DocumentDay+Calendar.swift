public import PKI

/// Counting with days.
extension DocumentDay {
    /// Vietnam has one zone (Asia/Ho_Chi_Minh) and no summer time.
    private static let secondsEastOfGreenwich: Int64 = 7 * 3600
    private static let secondsOfDay: Int64 = 86400

    /// The day that it is in Vietnam.
    /// - Returns: nil outside the years 1 to 9999.
    public init?(inVietnam time: Instant) {
        self.init(String(time.adding(seconds: Self.secondsEastOfGreenwich).description.prefix(10)))
    }

    /// Days since 1970-01-01.
    var number: Int64 {
        // Every day that there is has a midnight in UTC; a day that is none was never made.
        (Instant("\(text)T00:00:00Z")?.seconds ?? 0) / Self.secondsOfDay
    }

    /// - Returns: nil outside the years 1 to 9999.
    init?(number: Int64) {
        // Far beyond every year that has four digits, and far from overflowing.
        guard abs(number) < 4_000_000 else { return nil }
        self.init(String(Instant(seconds: number * Self.secondsOfDay).description.prefix(10)))
    }

    /// The day so many days later; the last day that can be written where there is none.
    func adding(days: Int) -> DocumentDay { DocumentDay(number: number + Int64(days)) ?? .last }

    /// 0 for Monday to 6 for Sunday.
    var weekday: Int {
        // 1970-01-01 was a Thursday.
        Int(((number + 3) % 7 + 7) % 7)
    }
}
