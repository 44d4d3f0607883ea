public import PKI

/// A consent, and what became of it.
public struct ConsentStanding: Hashable, Sendable {
    /// Where it is now.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case active
        /// Its first day is still to come.
        case waiting
        /// Its last day is over.
        case over
        case withdrawn
    }

    /// What must be done about a withdrawal.
    public struct Due: Hashable, Sendable {
        public enum Step: String, Hashable, Sendable, CaseIterable {
            case acknowledge, fulfil
        }

        public let step: Step
        /// The last day for it.
        public let day: DocumentDay
        public let isOverdue: Bool
    }

    public let terms: ConsentTerms
    public let granted: Record
    /// Its events, the oldest first.
    public let events: [Record]

    public let withdrawal: ConsentEvent.Withdrawal?
    public let isAcknowledged: Bool
    /// 0 where there was no extension.
    public let extendedDays: Int
    public let isFulfilled: Bool

    /// - Returns: nil where the records are about something else.
    public init?(granted: Record, events: [Record]) {
        guard case .consent(let consent) = granted.shared.content else { return nil }
        terms = consent.terms
        self.granted = granted
        self.events = events
        var withdrawal: ConsentEvent.Withdrawal?
        var isAcknowledged = false
        var extendedDays = 0
        var isFulfilled = false
        for record in events {
            guard case .consentEvent(let event) = record.shared.content, event.consent == consent.terms.id else {
                return nil
            }
            switch event.content {
            case .withdrawn(let how): withdrawal = how
            case .acknowledged: isAcknowledged = true
            case .extended(let days): extendedDays = days
            case .fulfilled: isFulfilled = true
            }
        }
        self.withdrawal = withdrawal
        self.isAcknowledged = isAcknowledged
        self.extendedDays = extendedDays
        self.isFulfilled = isFulfilled
    }

    public func state(at time: Instant) -> State {
        if withdrawal != nil { return .withdrawn }
        if terms.isInPeriod(at: time) { return .active }
        return DocumentDay(inVietnam: time).map { $0 < terms.from } ?? false ? .waiting : .over
    }

    /// By when a withdrawal must be answered and done; nil where there was none.
    public func deadlines(_ calendar: WorkingCalendar) -> ConsentDeadlines? {
        withdrawal.map {
            ConsentDeadlines(
                received: $0.received, thirdParty: $0.thirdParty, extended: extendedDays, calendar: calendar)
        }
    }

    /// What is still to be done, the earliest first.
    public func due(at time: Instant, _ calendar: WorkingCalendar) -> [Due] {
        guard !isFulfilled, let deadlines = deadlines(calendar), let today = DocumentDay(inVietnam: time) else {
            return []
        }
        var due: [Due] = []
        if !isAcknowledged {
            due.append(Due(step: .acknowledge, day: deadlines.acknowledge, isOverdue: today > deadlines.acknowledge))
        }
        due.append(Due(step: .fulfil, day: deadlines.fulfil, isOverdue: today > deadlines.fulfil))
        // A long holiday may put the second working day behind the fifteenth day.
        return due.sorted { $0.day < $1.day }
    }
}

/// What consents are asked for; a page at a time.
public struct ConsentQuery: Hashable, Sendable {
    public static let maximumPage = 1000

    /// By any of the owner's identifiers.
    public var owner: OwnerIdentity?
    public var agency: AgencyCode?
    /// Only those with this id, or one that begins so (`ConsentID.isPrefix`).
    public var prefix: String?
    /// Only those that were withdrawn and whose withdrawal is not fulfilled yet.
    public var isDue = false
    /// Only what follows this log index.
    public var after: UInt64?

    public init(owner: OwnerIdentity? = nil, agency: AgencyCode? = nil, prefix: String? = nil) {
        self.owner = owner
        self.agency = agency
        self.prefix = prefix
    }
}
