import PKI

/// When a webhook is tried again that did not take a message.
struct WebhookSchedule: Sendable {
    /// After the first failure; then twice as long each time (seconds).
    static let first: Int64 = 5
    /// At most, in the first day, also where the receiver asks for more.
    static let longest: Int64 = 3600
    /// Afterwards, for as long as it is tried at all (`WebhookProgress.endurance`): a receiver that comes back is told all.
    static let seldom: Int64 = 6 * 3600

    /// A number from 0 up to 1, so that many webhooks of one receiver that was down do not come back all at once.
    var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// Takes note of an answer.
    func settle(_ progress: inout WebhookProgress, _ answer: WebhookAnswer, at time: Instant) {
        progress.answer = answer.text
        guard !answer.isDelivered else {
            progress.failures = 0
            progress.failingSince = nil
            progress.due = nil
            progress.stop = nil
            progress.deliveredAt = time
            return
        }
        progress.failures += 1
        progress.failingSince = progress.failingSince ?? time
        if answer.isGone {
            progress.stop = .gone
        } else if progress.hasFailed(for: WebhookProgress.endurance, at: time) {
            progress.stop = .disabled
        }
        progress.due = progress.stop == nil ? time.adding(milliseconds: delay(progress, answer, at: time)) : nil
    }

    /// Milliseconds: half of the time for sure, the other half by chance.
    private func delay(_ progress: WebhookProgress, _ answer: WebhookAnswer, at time: Instant) -> Int64 {
        let doublings = min(progress.failures - 1, 16)
        let usual = min(Self.first << Int64(doublings), Self.longest)
        let asked = min(answer.retryAfter ?? 0, Self.longest)
        let seconds = progress.hasFailed(for: WebhookProgress.patience, at: time) ? Self.seldom : max(usual, asked)
        let least = max(seconds * 500, asked * 1000)
        return least + Int64(Double(seconds * 1000 - least) * jitter())
    }
}

extension Instant {
    fileprivate func adding(milliseconds: Int64) -> Instant {
        Instant(microseconds: microseconds + milliseconds * 1000)
    }
}
