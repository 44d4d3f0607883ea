import PKI
import Testing

@testable import VaultCore

@Suite("How a webhook gets on")
struct WebhookProgressTests {
    private static let start = Instant(seconds: 1_700_000_000)

    private func fresh() throws -> WebhookProgress {
        WebhookProgress(from: 42, to: try WebhookAddress("https://x.vn/kho?key=geheim"))
    }

    @Test("what is kept is read again byte for byte, in one spelling, and never the address itself")
    func keeping() throws {
        var progress = try fresh()
        progress.pendingEnd = 50
        progress.holder = "0123456789abcdef"
        progress.heldUntil = Self.start
        WebhookSchedule().settle(&progress, .failed("RETRIEVAL_TIMED_OUT"), at: Self.start)
        let bytes = progress.json.canonicalBytes
        #expect(WebhookProgress(bytes) == progress)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("geheim"))
        #expect(WebhookProgress([UInt8]("{}".utf8)) == nil)
        #expect(WebhookProgress(bytes + [0x20]) == nil)
        let text = String(decoding: bytes, as: UTF8.self)
        for wrong in [
            text.replacing("\"next\":42", with: "\"next\":-1"), text.replacing("\"v\":1", with: "\"v\":2"),
            text.replacing("\"v\":1", with: "\"stop\":\"x\",\"v\":1"),
            text.replacing("\"due\":\"2", with: "\"due\":\"x"),
        ] {
            #expect(WebhookProgress(Array(wrong.utf8)) == nil, "\(wrong)")
        }
    }

    @Test("delays double from five seconds to an hour, half of each by chance; after a day they are six hours")
    func delays() throws {
        for (chance, share) in [(0.0, 0.5), (0.999_999, 1.0)] {
            var progress = try fresh()
            var time = Self.start
            var schedule = WebhookSchedule()
            schedule.jitter = { chance }
            for expected in [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600] as [Double] {
                schedule.settle(&progress, .status(503), at: time)
                let due = try #require(progress.due)
                #expect(abs(Double(due.microseconds - time.microseconds) / 1e6 - expected * share) < 0.01)
                #expect(progress.standing(at: time) == .retrying)
                time = due
            }
            time = Self.start.adding(seconds: 86_400)
            schedule.settle(&progress, .status(503), at: time)
            #expect(progress.standing(at: time) == .failing)
            #expect(
                abs(Double(try #require(progress.due).microseconds - time.microseconds) / 1e6 - 21_600 * share) < 0.1)
            #expect(progress.failingSince == Self.start)
            schedule.settle(&progress, .status(200), at: time)
            #expect(progress.failures == 0 && progress.due == nil && progress.standing(at: time) == .good)
            #expect(progress.deliveredAt == time && progress.answer == "200")
        }
    }

    @Test("a receiver that asks for time gets it, an hour at most")
    func retryAfter() throws {
        var schedule = WebhookSchedule()
        schedule.jitter = { 0 }
        for (asked, least) in [(7, 7), (600, 600), (1_000_000, 3600)] as [(Int64, Int64)] {
            var progress = try fresh()
            schedule.settle(&progress, .status(429, retryAfter: asked), at: Self.start)
            #expect(progress.due == Self.start.adding(seconds: least))
        }
    }

    @Test("a receiver that is gone is not tried again until it is at another address")
    func gone() throws {
        var progress = try fresh()
        WebhookSchedule().settle(&progress, .status(410), at: Self.start)
        #expect(progress.standing(at: Self.start) == .gone && progress.due == nil)
        progress.begin(to: try WebhookAddress("https://y.vn/"))
        #expect(progress.standing(at: Self.start) == .good && progress.next == 42)
    }

    @Test(
        "after five days without success it is disabled, and is good again when a message arrives or somebody sees to it"
    )
    func disabled() throws {
        var progress = try fresh()
        WebhookSchedule().settle(&progress, .status(500), at: Self.start)
        var time = Self.start.adding(seconds: WebhookProgress.endurance - 1)
        WebhookSchedule().settle(&progress, .status(500), at: time)
        #expect(progress.standing(at: time) == .failing && progress.due != nil)
        time = Self.start.adding(seconds: WebhookProgress.endurance)
        WebhookSchedule().settle(&progress, .failed("RETRIEVAL_TLS"), at: time)
        #expect(progress.standing(at: time) == .disabled && progress.due == nil)
        #expect(WebhookProgress(progress.json.canonicalBytes) == progress)
        var seen = progress
        seen.begin(to: try WebhookAddress("https://x.vn/kho?key=geheim"))
        WebhookSchedule().settle(&progress, .status(204), at: time)
        for one in [seen, progress] { #expect(one.standing(at: time) == .good && one.next == 42) }
    }

    @Test("times that a clock gave which was far ahead hold up nothing")
    func clocks() throws {
        var progress = try fresh()
        #expect(progress.isDue(at: Self.start) && !progress.isHeld(fromOthersThan: "one", at: Self.start))
        for (ahead, isDue) in [(0, true), (1, false), (WebhookSchedule.seldom, false), (400 * 86_400, true)]
            as [(Int64, Bool)]
        {
            progress.due = Self.start.adding(seconds: ahead)
            #expect(progress.isDue(at: Self.start) == isDue, "\(ahead)")
        }
        progress.holder = "other"
        for (ahead, isHeld) in [(0, false), (1, true), (WebhookDelivery.lease, true), (86_400, false)]
            as [(Int64, Bool)]
        {
            progress.heldUntil = Self.start.adding(seconds: ahead)
            #expect(progress.isHeld(fromOthersThan: "one", at: Self.start) == isHeld, "\(ahead)")
            #expect(!progress.isHeld(fromOthersThan: "other", at: Self.start))
        }
    }

    @Test("only 2xx is delivered", arguments: [100, 199, 300, 301, 307, 400, 404, 410, 429, 500, 599])
    func statuses(_ status: Int) {
        #expect(!WebhookAnswer.status(status).isDelivered)
        #expect(WebhookAnswer.status(200).isDelivered && WebhookAnswer.status(299).isDelivered)
        #expect(!WebhookAnswer.failed("200").isDelivered)
    }
}
