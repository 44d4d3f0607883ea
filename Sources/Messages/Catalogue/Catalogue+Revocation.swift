extension Catalogue {
    /// Whether certificates were withdrawn, and what is known of it (RFC 5280, RFC 6960).
    static let revocation: [Entry] = [
        .sentence(
            "REVOKED",
            vi: "Chứng thư của {subject} đã bị thu hồi lúc {time} ({reason}), trước khi ký.",
            en: "The certificate of {subject} was revoked at {time} ({reason}), before the signature was made."),
        .sentence(
            "REVOKED.NEXT",
            vi: "Đừng dựa vào chữ ký này; hãy hỏi trực tiếp người có tên trong đó.",
            en: "Do not rely on this signature; ask the person named in it directly."),
        .sentence(
            "REVOKED_NO_POE",
            vi:
                "Chứng thư của {subject} bị thu hồi lúc {time} ({reason}), và không có gì chứng minh chữ ký có từ trước đó.",
            en:
                "The certificate of {subject} was revoked at {time} ({reason}), and nothing proves that the signature was made before."
        ),
        .sentence(
            "REVOKED_NO_POE.NEXT",
            vi: "Hãy tìm bản có dấu thời gian trước lúc thu hồi, hoặc xin người ký ký lại.",
            en: "Find a copy with a timestamp from before the revocation, or ask the signer to sign again."),
        .sentence(
            "REVOKED_CA_NO_POE",
            vi:
                "Chứng thư của nơi cấp {subject} bị thu hồi lúc {time} ({reason}), và không có gì chứng minh chữ ký có từ trước đó.",
            en:
                "The certificate of the authority {subject} was revoked at {time} ({reason}), and nothing proves that the signature was made before."
        ),
        .sentence(
            "REVOKED_AFTER_SIGNING",
            vi: "Chứng thư của {subject} bị thu hồi lúc {time} ({reason}), sau khi ký; chữ ký vẫn còn giá trị.",
            en:
                "The certificate of {subject} was revoked at {time} ({reason}), after signing; the signature still stands."
        ),
        .sentence(
            "SUSPENDED",
            vi: "Chứng thư của {subject} đang bị tạm giữ từ {time}; nơi cấp chưa quyết định thu hồi hẳn hay không.",
            en:
                "The certificate of {subject} has been on hold since {time}; its issuer has yet to decide whether to revoke it."
        ),
        .sentence(
            "SUSPENDED.NEXT",
            vi: "Hãy kiểm tra lại sau vài ngày, với danh sách thu hồi mới.",
            en: "Check again in a few days, with a newer revocation list."),
        .sentence(
            "TRY_LATER_MISSING",
            vi:
                "Chưa biết chứng thư của {subject} có bị thu hồi hay không: thiếu thông tin thu hồi của {issuer} (địa chỉ: {address}).",
            en:
                "Whether the certificate of {subject} was revoked is not known: revocation data of {issuer} is missing (address: {address})."
        ),
        .sentence(
            "TRY_LATER_MISSING.NEXT",
            vi: "Hãy tải danh sách thu hồi từ địa chỉ đó, đặt vào thư mục certs/crls rồi kiểm tra lại.",
            en: "Download the revocation list from that address, put it into the folder certs/crls, and check again."),
        .sentence(
            "TRY_LATER_STALE",
            vi: "Thông tin thu hồi của {issuer} đã cũ: lập lúc {thisUpdate}, chỉ dùng được đến {nextUpdate}.",
            en: "The revocation data of {issuer} is stale: it was made at {thisUpdate} and was good until {nextUpdate}."
        ),
        .sentence(
            "TRY_LATER_STALE.NEXT",
            vi: "Hãy tải danh sách thu hồi mới vào thư mục certs/crls rồi kiểm tra lại.",
            en: "Put a newer revocation list into the folder certs/crls and check again."),

        // The reasons of RFC 5280, section 5.3.1, as {reason} shows them.
        .phrase("FACT.reason.unspecified", vi: "không nêu lý do", en: "no reason given"),
        .phrase("FACT.reason.keyCompromise", vi: "lộ khóa", en: "key compromised"),
        .phrase("FACT.reason.cACompromise", vi: "lộ khóa của nơi cấp", en: "issuer's key compromised"),
        .phrase("FACT.reason.affiliationChanged", vi: "đổi nơi công tác", en: "affiliation changed"),
        .phrase("FACT.reason.superseded", vi: "đã được thay thế", en: "superseded"),
        .phrase("FACT.reason.cessationOfOperation", vi: "ngừng sử dụng", en: "no longer in use"),
        .phrase("FACT.reason.certificateHold", vi: "tạm giữ", en: "on hold"),
        .phrase("FACT.reason.removeFromCRL", vi: "đã bỏ khỏi danh sách", en: "removed from the list"),
        .phrase("FACT.reason.privilegeWithdrawn", vi: "rút quyền", en: "privilege withdrawn"),
        .phrase(
            "FACT.reason.aACompromise", vi: "lộ khóa của nơi cấp thuộc tính", en: "attribute authority compromised"),
        .phrase(
            "FACT.reason.notGiven",
            vi: "không nêu lý do",
            en: "no reason given"),
        // What a list or a certificate does not say.
        .phrase(
            "FACT.time.?",
            vi: "lúc không rõ",
            en: "an unknown time"),
        .phrase(
            "FACT.thisUpdate.?",
            vi: "lúc không rõ",
            en: "an unknown time"),
        .phrase(
            "FACT.nextUpdate.?",
            vi: "lúc không rõ",
            en: "an unknown time"),
        .phrase(
            "FACT.address.-",
            vi: "không được ghi",
            en: "not stated"),
    ]
}
