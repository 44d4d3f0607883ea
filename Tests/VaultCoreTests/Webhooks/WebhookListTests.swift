import Testing

@testable import VaultCore

@Suite("The file webhooks")
struct WebhookListTests {
    @Test("a list with comments, a query in an address, a private receiver by HTTPS and one on this machine by HTTP")
    func good() throws {
        let list = try WebhookList(
            parsing: """
                # who is told

                webhook cong-dvc https://dvc.example.vn/kho?key=a%2Fb all   # the portal
                webhook noi-bo https://10.1.2.3:8443/kho all private
                webhook day http://127.0.0.1:9000/ all private
                webhook sau https://[2001:4860:4860::8888]:443/ all
                """)
        #expect(list.webhooks.map(\.name) == ["cong-dvc", "noi-bo", "day", "sau"])
        #expect(
            list.webhooks.map(\.address.host) == ["dvc.example.vn", "10.1.2.3", "127.0.0.1", "2001:4860:4860::8888"])
        #expect(list.webhooks.map(\.isPrivate) == [false, true, true, false])
        #expect(list.webhooks[0].address.text == "https://dvc.example.vn/kho?key=a%2Fb")
        #expect(try WebhookList(parsing: "").webhooks.isEmpty)
    }

    @Test("what somebody writes of a webhook into a log holds neither its path nor its query")
    func descriptions() throws {
        let list = try WebhookList(parsing: "webhook a https://dvc.example.vn/bi-mat?key=bi-mat all\n")
        let webhook = try #require(list.webhooks.first)
        var dumped = ""
        dump(list, to: &dumped)
        for text in ["\(list)", "\(webhook)", String(reflecting: webhook), "\(webhook.address)", dumped] {
            #expect(!text.contains("bi-mat"), "\(text)")
        }
        #expect("\(webhook.address)" == "WebhookAddress(dvc.example.vn)")
    }

    @Test(
        "a line that says it otherwise is refused, with its number",
        arguments: [
            "webhook a https://x.vn/", "webhook a https://x.vn/ all public", "webhook a https://x.vn/ all private now",
            "hook a https://x.vn/ all", "webhook A https://x.vn/ all", "webhook a_b https://x.vn/ all",
            "webhook - https://x.vn/ all", "webhook a http://x.vn/ all", "webhook a http://x.vn/ all private",
            "webhook a http://127.0.0.1/ all", "webhook a ftp://x.vn/ all", "webhook a https://x.vn all",
            "webhook a https://x.vn?q all", "webhook a https:///x all", "webhook a https://u@x.vn/ all",
            "webhook a https://u:p@x.vn/ all", "webhook a https://X.vn/ all", "webhook a https://x.vn:0/ all",
            "webhook a https://x.vn:65536/ all", "webhook a https://x.vn:0443/ all", "webhook a https://x.vn:/ all",
            "webhook a https://x.vn:+1/ all", "webhook a https://x%2evn/ all", "webhook a https://.x.vn/ all",
            "webhook a https://x.vn./ all", "webhook a https://x.vn\\@y.vn/ all", "webhook a https://[::1/ all",
            "webhook a https://[::1%25lo]/ all", "webhook a https://[::1]x/ all", "webhook a https://đ.vn/ all",
            "webhook a https://x.vn/#all", "webhook a https://x.vn/ Tất-cả", "webhook a HTTPS://x.vn/ all",
            "webhook a https://127.0.0.1@x.vn/ all", "webhook a https://x.vn/\u{7f} all",
        ])
    func malformed(_ line: String) {
        let error = #expect(throws: VaultError.self) { try WebhookList(parsing: "# one\n\(line)\n") }
        #expect(error == VaultError(.webhooksMalformed, ["line": "2"]))
    }

    @Test("one more is written behind what is there, and one is taken out with its comment; the rest stays as it is")
    func changes() throws {
        let webhook = try Webhook(
            name: "b", address: WebhookAddress("https://[2001:4860:4860::8888]:8443/x?y=1"), scope: "ket-qua",
            isPrivate: true)
        let line = "webhook b https://[2001:4860:4860::8888]:8443/x?y=1 ket-qua private\n"
        for before in ["", "# ours\n", "webhook a https://x.vn/ all  # one\n\n", "webhook a https://x.vn/ all"] {
            let after = try WebhookList.text(before, adding: webhook)
            #expect(after == before + (before.hasSuffix("all") ? "\n" : "") + line)
            #expect(try WebhookList(parsing: after).webhooks.last == webhook)
            #expect(try WebhookList.text(after, removing: "b") == after.dropLast(line.count))
            #expect(throws: VaultError(.webhookExists, ["name": "b"])) {
                try WebhookList.text(after, adding: webhook)
            }
        }
        let two = "webhook a https://x.vn/ all # b\n  webhook  b\thttps://y.vn/ all # two\n# webhook b\n"
        #expect(
            try WebhookList.text(two, removing: "b") == "webhook a https://x.vn/ all # b\n# webhook b\n")
        #expect(throws: VaultError(.webhookUnknown, ["name": "c"])) { try WebhookList.text(two, removing: "c") }
        #expect(throws: VaultError.self) { try WebhookList.text("?", adding: webhook) }
        #expect(throws: VaultError.self) { try WebhookList.text("?", removing: "b") }
        let full = (1...WebhookList.maximumCount).map { "webhook w\($0) https://x.vn/ all\n" }.joined()
        #expect(throws: VaultError(.webhooksFull, ["count": "64"])) { try WebhookList.text(full, adding: webhook) }
    }

    @Test("a name that stands twice, and more than a vault bears")
    func tooMany() throws {
        let lines = (1...WebhookList.maximumCount).map { "webhook w\($0) https://x.vn/ all" }
        #expect(try WebhookList(parsing: lines.joined(separator: "\n")).webhooks.count == WebhookList.maximumCount)
        for extra in ["webhook more https://x.vn/ all", "webhook w1 https://y.vn/ all"] {
            let text = (lines.suffix(extra.contains("more") ? 64 : 1) + [extra]).joined(separator: "\n")
            let twice = extra.contains("more") ? text : lines[0] + "\n" + extra
            #expect(throws: VaultError.self) { try WebhookList(parsing: twice) }
        }
        let long = "webhook a https://x.vn/" + String(repeating: "a", count: WebhookAddress.maximumLength) + " all"
        #expect(throws: VaultError.self) { try WebhookList(parsing: long) }
    }
}
