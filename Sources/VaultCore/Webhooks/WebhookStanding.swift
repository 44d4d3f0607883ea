/// How it goes with a webhook, in a word for its operator.
public enum WebhookStanding: String, Hashable, Sendable, CaseIterable {
    /// No server has begun to tell it yet.
    case new
    case good
    /// The last message did not arrive, and is tried again.
    case retrying
    /// The same for more than a day: somebody should look.
    case failing
    /// The receiver said that it is gone for good (410): not tried again.
    case gone
    /// Nothing arrived for so long that it is not tried again.
    case disabled
}
