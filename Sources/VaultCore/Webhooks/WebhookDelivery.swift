import PKI

/// Tells one webhook of new entries: in order, each at least once, one message at a time.
///
/// Of several processes on one vault one delivers, by a lease that it renews with each message; the others look on, and
/// take over when it ends. Where a message ends is kept before it is sent: one that did not arrive, or of which a process
/// that was killed did not say so any more, is tried again as it was.
struct WebhookDelivery: Sendable {
    let webhook: Webhook
    /// The vault's id.
    let vault: String
    let events: EventLog
    let signers: WebhookSigners
    let store: any WebhookStore
    let transport: any WebhookTransport
    /// This process's random name.
    let holder: String
    let report: @Sendable (VaultError) -> Void
    var schedule = WebhookSchedule()
    var now: @Sendable () -> Instant = Instant.now
    let claim = WebhookClaim()

    /// Nobody else delivers for so long after a sign of life (seconds): well above what one message may take.
    static let lease: Int64 = 60
    /// A message is begun only with so much of the lease left.
    private static let leastLease: Int64 = 40
    /// Between two messages that were not full: under load they grow instead of becoming many, and so do their rows'
    /// transactions.
    private static let pace = Duration.milliseconds(250)
    /// Between two looks at what is due.
    private static let pause = Duration.seconds(1)
    /// Entries out of scope after which it is kept that they were looked at.
    private static let stride: UInt64 = 4096

    enum Step: Equatable {
        /// A message arrived; there may be more to tell.
        case told
        /// A message arrived that was as large as they get: there is more to tell, and it is late.
        case toldMuch
        /// There is nothing to do before the next commit, time or change.
        case waiting
    }

    /// Delivers until its task is cancelled.
    func run() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let sizes = Task { for await _ in events.sizes() { continuation.yield() } }
        let clock = Task {
            while !Task.isCancelled {
                continuation.yield()
                try? await Task.sleep(for: Self.pause)
            }
        }
        defer {
            sizes.cancel()
            clock.cancel()
        }
        var scanned: UInt64 = 0
        var reported: VaultError?
        for await _ in signals {
            do {
                while true {
                    let step = try await step(&scanned)
                    guard step != .waiting, !Task.isCancelled else { break }
                    if step == .told { try await Task.sleep(for: Self.pace) }
                }
                reported = nil
            } catch let error as VaultError {
                // Tried again each second: once is enough to say it.
                if error != reported { report(error) }
                reported = error
            } catch {}
            if Task.isCancelled { break }
        }
        await release()
    }

    /// Looks what is to be done, and does it.
    /// - Parameter scanned: entries below this index were told, or are out of scope.
    func step(_ scanned: inout UInt64) async throws -> Step {
        let size = try await events.size()
        guard let progress = try await progress(size), progress.stop == nil,
            !progress.isHeld(fromOthersThan: holder, at: now()), progress.isDue(at: now())
        else { return .waiting }
        scanned = max(scanned, progress.next)
        // Somebody else may have found in scope what was out of it when this process looked: his message is tried as it was.
        if progress.pendingEnd != nil, progress.holder != holder { scanned = progress.next }
        let found = try await batch(from: scanned, to: min(size, progress.pendingEnd ?? size))
        guard !found.events.isEmpty else {
            scanned = found.end
            if progress.pendingEnd != nil || scanned >= progress.next + Self.stride {
                try await pass(progress, to: scanned)
            }
            return .waiting
        }
        guard await events.mayBeTold(), try await hold(progress, end: found.end) else { return .waiting }
        let message = WebhookMessage.entries(
            vault: vault, webhook: webhook.name, from: progress.next, to: found.end, found.events)
        let answer = await transport.post(
            message.body, headers: message.headers(at: now(), signedBy: signers), to: webhook)
        // Whoever ends this process knows nothing of the receiver.
        if !answer.isDelivered, Task.isCancelled { return .waiting }
        try await settle(answer, from: progress.next, to: found.end)
        guard answer.isDelivered else { return .waiting }
        return found.events.count < WebhookMessage.maximumEvents ? .told : .toldMuch
    }

    /// What is kept of this webhook; made where there is nothing, begun again where its address is another.
    /// - Returns: nil where another address has taken this one's place: what is told here would be kept from that one.
    private func progress(_ size: UInt64) async throws -> WebhookProgress? {
        let kept = try await store.progress(of: webhook.name)
        if let kept, kept.address == WebhookProgress.digest(of: webhook.address) {
            claim.hold()
            return kept
        }
        guard kept == nil || claim.mayTake(at: now()) else { return nil }
        let own = try await store.update(webhook.name) { [address = webhook.address] progress in
            var own = progress ?? WebhookProgress(from: size, to: address)
            if own.address != WebhookProgress.digest(of: address) { own.begin(to: address) }
            progress = own
            return own
        }
        claim.hold()
        return own
    }

    /// The events of the next message, and where they end: a full one behind its last event, whatever pages it was read in, so
    /// that whoever tries it again makes the same. A log that was put back to an earlier size has none.
    private func batch(from start: UInt64, to end: UInt64) async throws -> (events: [LogEvent], end: UInt64) {
        var found: [LogEvent] = []
        var next = start
        while next < end, found.count < WebhookMessage.maximumEvents {
            let page = try await events.page(from: next, to: end)
            let room = WebhookMessage.maximumEvents - found.count
            found += page.events.prefix(room)
            next = page.events.count >= room ? (found.last?.index ?? next) + 1 : page.next
        }
        return (found, next)
    }

    /// Takes the lease, and keeps where the message ends that is sent next.
    private func hold(_ progress: WebhookProgress, end: UInt64) async throws -> Bool {
        let time = now()
        if progress.holder == holder, progress.pendingEnd == end, let lease = progress.heldUntil,
            lease >= time.adding(seconds: Self.leastLease)
        {
            return true
        }
        return try await store.update(webhook.name) { [holder] current in
            guard var own = current, own.next == progress.next, own.pendingEnd == progress.pendingEnd, own.stop == nil,
                own.address == progress.address, !own.isHeld(fromOthersThan: holder, at: time)
            else { return false }
            own.pendingEnd = end
            own.holder = holder
            own.heldUntil = time.adding(seconds: Self.lease)
            current = own
            return true
        }
    }

    private func settle(_ answer: WebhookAnswer, from start: UInt64, to end: UInt64) async throws {
        let time = now()
        // Also where the process is just being ended: what arrived must not come twice.
        let (before, after) = try await unhurried { [holder, schedule] current in
            // Taken over meanwhile, or seen to by somebody: it is theirs to say how it goes.
            guard var own = current, own.holder == holder, own.next == start else { return (current, current) }
            schedule.settle(&own, answer, at: time)
            own.next = answer.isDelivered ? end : start
            own.pendingEnd = answer.isDelivered ? nil : end
            own.heldUntil = time.adding(seconds: Self.lease)
            defer { current = own }
            return (current, own)
        }
        guard let after else { return }
        let facts = ["name": webhook.name, "answer": answer.text]
        guard before != after else { return }
        switch after.standing(at: time) {
        case .gone: report(VaultError(.webhookGone, facts))
        case .disabled: report(VaultError(.webhookDisabled, facts))
        case .failing: report(VaultError(.webhookFailing, facts))
        case .new, .good, .retrying: break
        }
    }

    /// Keeps that entries are out of scope.
    private func pass(_ progress: WebhookProgress, to end: UInt64) async throws {
        try await store.update(webhook.name) { current in
            // Not what somebody else has begun to send meanwhile.
            guard let own = current, own.next == progress.next, own.pendingEnd == progress.pendingEnd,
                own.address == progress.address, own.holder == progress.holder
            else { return }
            current?.next = end
            current?.pendingEnd = nil
        }
    }

    private func release() async {
        _ = try? await unhurried { [holder] current in
            guard current?.holder == holder else { return }
            current?.holder = nil
            current?.heldUntil = nil
        }
    }

    /// A change that is made also where this task has been cancelled.
    private func unhurried<Value: Sendable>(
        _ change: @escaping @Sendable (inout WebhookProgress?) throws -> Value
    ) async throws -> Value {
        try await Task { [store, name = webhook.name] in try await store.update(name, change) }.value
    }
}
