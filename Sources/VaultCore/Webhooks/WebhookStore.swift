/// Keeps how far each webhook was told.
public protocol WebhookStore: Sendable {
    /// Of all webhooks, by name.
    func progress() async throws -> [String: WebhookProgress]

    /// Of one; nil where nothing is kept of it.
    func progress(of webhook: String) async throws -> WebhookProgress?

    /// Changes that of one webhook, durably and in one step: nobody else changes it in between. nil: there is none.
    /// - Returns: what `change` returns.
    @discardableResult
    func update<Value: Sendable>(
        _ webhook: String, _ change: @escaping @Sendable (inout WebhookProgress?) throws -> Value
    ) async throws -> Value
}
