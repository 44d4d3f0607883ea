public import CanonicalJSON
public import PKI

/// How far a webhook was told, and how that goes: local state of a vault, one row for each webhook.
public struct WebhookProgress: Hashable, Sendable {
    /// Entries below this index were told, or are older than the webhook.
    public var next: UInt64
    /// The address that all of this is about, as its SHA-256: it may hold a secret.
    public var address: Digest
    /// The end of the message that was tried last and of which nobody knows that it arrived, so that it is tried as it was.
    public var pendingEnd: UInt64?
    /// Tries that failed in a row.
    public var failures: Int
    /// When the first of them was.
    public var failingSince: Instant?
    /// When it is tried again.
    public var due: Instant?
    /// What came back last: a status, or the code of a reason.
    public var answer: String?
    public var deliveredAt: Instant?
    /// Why it is not tried any more, until somebody sees to it.
    public var stop: Stop?
    /// Who delivers, and until when nobody else may.
    public var holder: String?
    public var heldUntil: Instant?

    public enum Stop: String, Hashable, Sendable, CaseIterable {
        /// The receiver said that it is gone for good (410).
        case gone
        /// It failed for `endurance`.
        case disabled
    }

    /// A day of failures: from then on a webhook is shown as failing, and tried seldom.
    static let patience: Int64 = 86_400
    /// Five days, a long weekend among them: then it is not tried any more. Nothing is lost by it: the log keeps what it was
    /// not told, and it goes on from there when somebody has seen to it.
    static let endurance: Int64 = 5 * 86_400

    /// How it goes.
    public func standing(at time: Instant) -> WebhookStanding {
        switch stop {
        case .gone: .gone
        case .disabled: .disabled
        case nil: hasFailed(for: Self.patience, at: time) ? .failing : failures > 0 ? .retrying : .good
        }
    }

    /// Whether it is time for the next try. A time that no schedule gives is of a clock that was wrong.
    func isDue(at time: Instant) -> Bool {
        due.map { $0 <= time || $0 > time.adding(seconds: WebhookSchedule.seldom) } ?? true
    }

    /// Whether somebody else delivers; for longer than a lease nobody does.
    func isHeld(fromOthersThan holder: String, at time: Instant) -> Bool {
        guard self.holder != holder, let heldUntil else { return false }
        return time < heldUntil && heldUntil <= time.adding(seconds: WebhookDelivery.lease)
    }

    /// Whether nothing has arrived for so many seconds.
    func hasFailed(for seconds: Int64, at time: Instant) -> Bool {
        failingSince.map { $0.adding(seconds: seconds) <= time } ?? false
    }

    /// As a new webhook begins: with what is committed from now on.
    public init(from next: UInt64, to address: WebhookAddress) {
        self.next = next
        self.address = Self.digest(of: address)
        failures = 0
    }

    static func digest(of address: WebhookAddress) -> Digest { .sha256(of: Array(address.text.utf8)) }

    /// Forgets how it went, not how far: after a change of the address, or when somebody saw to it.
    public mutating func begin(to address: WebhookAddress) {
        self.address = Self.digest(of: address)
        failures = 0
        failingSince = nil
        due = nil
        stop = nil
    }

    // MARK: As it is kept

    public var json: JSON {
        var object: JSON.Object = [
            "address": .string(address.description), "failures": .integer(Int64(failures)),
            "next": .integer(Int64(clamping: next)), "v": 1,
        ]
        object["answer"] = answer.map { .string($0) }
        object["deliveredAt"] = deliveredAt.map { .string($0.textWithMicroseconds) }
        object["due"] = due.map { .string($0.textWithMicroseconds) }
        object["failingSince"] = failingSince.map { .string($0.textWithMicroseconds) }
        object["heldUntil"] = heldUntil.map { .string($0.textWithMicroseconds) }
        object["holder"] = holder.map { .string($0) }
        object["pendingEnd"] = pendingEnd.map { .integer(Int64(clamping: $0)) }
        object["stop"] = stop.map { .string($0.rawValue) }
        return .object(object)
    }

    /// - Returns: nil for anything that `json` would not make.
    public init?(_ bytes: [UInt8]) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let next = json["next"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let address = json["address"]?.string.flatMap(Digest.init),
            let failures = json["failures"]?.integer.flatMap({ Int(exactly: $0) }), failures >= 0
        else { return nil }
        func time(_ name: String) -> Instant? { json[name]?.string.flatMap { Instant($0) } }
        self.next = next
        self.address = address
        self.failures = failures
        answer = json["answer"]?.string
        deliveredAt = time("deliveredAt")
        due = time("due")
        failingSince = time("failingSince")
        heldUntil = time("heldUntil")
        holder = json["holder"]?.string
        pendingEnd = json["pendingEnd"]?.integer.flatMap { UInt64(exactly: $0) }
        stop = json["stop"]?.string.flatMap { Stop(rawValue: $0) }
        guard self.json.canonicalBytes == bytes else { return nil }
    }
}
