extension Catalogue {
    /// Telling others of new entries: streams and webhooks (docs/events.md).
    static let events: [Entry] = [
        .sentence(
            "WEBHOOKS_MALFORMED", vi: "Không hiểu dòng {line} của tệp webhooks (nơi nhận tin).",
            en: "Line {line} of the file webhooks (who is told) cannot be understood."),
        .sentence(
            "WEBHOOKS_MALFORMED.NEXT",
            vi:
                "Mỗi dòng: `webhook TÊN https://máy/đường-dẫn all`, thêm `private` nếu máy nằm trong mạng nội bộ; http chỉ dùng được cho chính máy này.",
            en:
                "Each line reads `webhook NAME https://host/path all`, with `private` behind it for a host in the house's own network; http is for this machine alone."
        ),
        .sentence(
            "WEBHOOK_MALFORMED",
            vi: "Tên, địa chỉ hoặc phạm vi của nơi nhận tin không đúng dạng.",
            en: "The name, the address or the scope of the webhook is in no form that can be."),
        .sentence(
            "WEBHOOK_MALFORMED.NEXT",
            vi:
                "Tên: chữ thường, chữ số, gạch nối ở giữa. Địa chỉ: https://máy/đường-dẫn; http chỉ cho chính máy này, kèm --private.",
            en:
                "A name has small letters, digits and inner hyphens; an address reads https://host/path, and http is for this machine alone, with --private."
        ),
        .sentence(
            "WEBHOOKS_FULL", vi: "Tệp webhooks của kho đã có đủ {count} nơi nhận tin.",
            en: "The vault's file webhooks has {count} webhooks already, which is as many as it bears."),
        .sentence(
            "WEBHOOK_EXISTS", vi: "Tệp webhooks của kho đã có nơi nhận tin tên {name}.",
            en: "The vault's file webhooks has one of the name {name} already."),
        .sentence(
            "WEBHOOK_ADDED",
            vi: "Từ nay báo mục mới cho {name} ({host}), phạm vi {scope}. Nơi nhận kiểm tin bằng khóa này.",
            en: "What is new is told to {name} ({host}), scope {scope}, from now on. Messages are checked by this key."),
        .sentence(
            "WEBHOOK_REMOVED", vi: "Không báo cho {name} nữa, và đã quên nó được báo tới đâu.",
            en: "{name} is told no more, and how far it was told is forgotten."),
        .sentence(
            "WEBHOOK_SECRET_REMOVED", vi: "Tin cho {name} nay chỉ được ký bằng khóa của kho.",
            en: "Messages to {name} are signed by the vault's key alone now."),
        .sentence(
            "WEBHOOK_KEY_ROTATING", vi: "Khóa ký tin trước đó vẫn còn đang ký.",
            en: "The key before the last one still signs."),
        .sentence(
            "WEBHOOK_KEY_ROTATING.NEXT",
            vi: "Khi mọi nơi nhận đã có khóa mới, hãy chạy `kho webhook key --retire`, rồi mới đổi nữa.",
            en: "When every receiver has the new one, run `kho webhook key --retire`; then rotate again."),
        .sentence(
            "WEBHOOK_DISABLED",
            vi: "Nơi nhận tin {name} không nhận được gì trong năm ngày ({answer}); kho thôi gửi tới đó.",
            en: "The webhook {name} has taken no message for five days ({answer}); it is told no more."),
        .sentence(
            "WEBHOOK_DISABLED.NEXT",
            vi: "Hãy sửa, rồi chạy `kho webhook test {name}`: khi tin thử tới nơi, kho báo tiếp từ chỗ đã dừng.",
            en: "Mend it and run `kho webhook test {name}`: when that arrives, it is told on from where it stood."),
        .sentence(
            "WEBHOOK_KEY_MISSING", vi: "Kho chưa có khóa ký tin (keys/webhook.key), nên chưa báo cho nơi nào.",
            en: "The vault has no key that signs messages (keys/webhook.key) yet, so nobody is told."),
        .sentence(
            "WEBHOOK_KEY_MISSING.NEXT", vi: "Hãy chạy `kho webhook key` và đưa khóa công khai in ra cho nơi nhận.",
            en: "Run `kho webhook key`, and hand the public key that it prints to the receivers."),
        .sentence(
            "WEBHOOK_SCOPE_UNKNOWN",
            vi: "Nơi nhận tin {name} xin phạm vi {scope} mà kho không có, nên chưa được báo gì.",
            en: "The webhook {name} is to get the scope {scope}, which the vault does not have, so it is told nothing."),
        .sentence(
            "WEBHOOK_UNKNOWN", vi: "Tệp webhooks của kho không có nơi nhận tin nào tên {name}.",
            en: "The vault's file webhooks has none of the name {name}."),
        .sentence(
            "WEBHOOK_FAILING",
            vi: "Nơi nhận tin {name} đã không nhận được tin trong hơn một ngày; câu trả lời cuối: {answer}.",
            en: "The webhook {name} has taken no message for more than a day; its last answer: {answer}."),
        .sentence(
            "WEBHOOK_FAILING.NEXT", vi: "Hãy xem `kho webhook list`, sửa, rồi chạy `kho webhook test {name}`.",
            en: "See `kho webhook list`, mend it, and run `kho webhook test {name}`."),
        .sentence(
            "WEBHOOK_GONE", vi: "Nơi nhận tin {name} trả lời rằng nó không còn nữa ({answer}); kho thôi gửi tới đó.",
            en: "The webhook {name} answered that it is gone ({answer}); it is told no more."),
        .sentence(
            "WEBHOOK_GONE.NEXT",
            vi: "Hãy bỏ hoặc sửa dòng của nó trong tệp webhooks; `kho webhook test {name}` gửi thử và mở lại.",
            en: "Take its line out of the file webhooks or mend it; `kho webhook test {name}` tries it and goes on."),
        .sentence(
            "SERVING_WEBHOOK", vi: "Báo mục mới cho {name} ({host}), phạm vi {scope}.",
            en: "New entries are told to {name} ({host}), scope {scope}."),
        .sentence("WEBHOOKS_NONE", vi: "Kho không báo tin cho nơi nào.", en: "The vault tells nobody."),
        .sentence(
            "WEBHOOK_STANDING", vi: "{name} ({host}): {webhookStanding}, còn {count} mục chưa báo.",
            en: "{name} ({host}): {webhookStanding}, {count} entries to tell."),
        .phrase(
            "WEBHOOK_FAILURES", vi: "không nhận từ {time}, trả lời cuối: {answer}, thử lại: {due}",
            en: "has taken nothing since {time}, last answer: {answer}, tried again: {due}"),
        .phrase("WEBHOOK_DELIVERED", vi: "nhận lần cuối lúc {time}", en: "last took a message at {time}"),
        .phrase("FACT.webhookStanding.new", vi: "chưa bắt đầu", en: "not begun"),
        .phrase("FACT.webhookStanding.good", vi: "đang nhận", en: "taking messages"),
        .phrase("FACT.webhookStanding.retrying", vi: "đang thử lại", en: "being tried again"),
        .phrase("FACT.webhookStanding.failing", vi: "HỎNG quá một ngày", en: "FAILING for more than a day"),
        .phrase(
            "FACT.webhookStanding.disabled", vi: "ĐÃ NGỪNG sau năm ngày không nhận",
            en: "DISABLED after five days of failures"),
        .phrase("FACT.webhookStanding.gone", vi: "ĐÃ NGỪNG (410)", en: "GONE (410)"),
        .sentence(
            "WEBHOOK_ARRIVED", vi: "{name} đã nhận tin thử ({answer}).", en: "{name} took the message ({answer})."),
        .sentence(
            "WEBHOOK_NOT_ARRIVED", vi: "{name} không nhận tin thử: {answer}.",
            en: "{name} did not take the message: {answer}."),
        .sentence(
            "WEBHOOK_CA_MALFORMED", vi: "Tệp chứng thư {file} bị hỏng hoặc không phải dạng PEM.",
            en: "The certificate file {file} is damaged or not PEM."),
        .sentence(
            "EVENT_ID_MALFORMED", vi: "Last-Event-ID không phải là chỉ số của một mục nhật ký.",
            en: "Last-Event-ID is no index of an entry of the log."),
        .sentence(
            "EVENT_ID_AHEAD",
            vi: "Last-Event-ID vượt quá cỡ của nhật ký: đây không phải nhật ký đó, hoặc nó đã bị lùi lại.",
            en: "Last-Event-ID lies beyond the log: it is of another log, or this one was put back."),
        .sentence(
            "EVENT_STREAMS_FULL", vi: "Máy chủ đang phục vụ hết số luồng tin mà nó chịu được; hãy thử lại sau.",
            en: "The server has as many streams of events as it bears; try again later."),
        .phrase("FACT.action.read-events", vi: "nhận luồng tin", en: "stream of events"),
        .phrase("FACT.action.webhooks", vi: "xem nơi nhận tin", en: "look at webhooks"),
    ]
}
