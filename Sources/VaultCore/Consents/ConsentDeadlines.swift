/// By when a withdrawal must be answered and done (Law 91/2025 and Decree 356/2025: two working days; 15 days, 20 where a
/// processor or somebody else must stop too; one extension of at most 15 days).
///
/// The day of receipt does not count. Working days go by the calendar; the others are days of any kind, and one that ends
/// on a holiday is not moved behind it: who keeps to the earlier day is never late.
public struct ConsentDeadlines: Hashable, Sendable {
    private static let workingDaysToAcknowledge = 2
    private static let daysToFulfil = 15
    private static let daysToFulfilWithThirdParty = 20

    /// The last day for telling the owner that the request was received.
    public let acknowledge: DocumentDay
    /// The last day for having done all that it asks for.
    public let fulfil: DocumentDay

    /// - Parameter extended: days of an extension; 0 where there is none.
    public init(received: DocumentDay, thirdParty: Bool, extended: Int = 0, calendar: WorkingCalendar) {
        acknowledge = calendar.day(Self.workingDaysToAcknowledge, workingDaysAfter: received)
        let days = thirdParty ? Self.daysToFulfilWithThirdParty : Self.daysToFulfil
        fulfil = received.adding(days: days + extended)
    }
}
