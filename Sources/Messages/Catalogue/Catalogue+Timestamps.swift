extension Catalogue {
    /// Timestamps (RFC 3161, EN 319 102-1 clauses 5.4 and 5.6.2).
    static let timestamps: [Entry] = [
        .sentence(
            "TIMESTAMP_GOOD",
            vi: "Dấu thời gian hợp lệ chứng minh chữ ký đã có vào lúc {time}.",
            en: "A valid timestamp proves that the signature existed at {time}."),
        .sentence(
            "TIMESTAMP_INVALID",
            vi: "Dấu thời gian không hợp lệ, nên không chứng minh được thời điểm nào.",
            en: "The timestamp is not valid, so it proves no time."),
        .sentence(
            "TIMESTAMP_IMPRINT_MISMATCH",
            vi: "Dấu thời gian được cấp cho dữ liệu khác, không phải cho chữ ký này.",
            en: "The timestamp was made for other data, not for this signature."),
        .sentence(
            "TIMESTAMP_UNTRUSTED",
            vi: "Dấu thời gian đến từ một nơi mà bạn chưa tin cậy, nên không được dùng làm bằng chứng.",
            en: "The timestamp comes from an authority that you do not trust, so it proves no time."),
        .sentence(
            "TIMESTAMP_UNTRUSTED.NEXT",
            vi: "Nếu bạn tin nơi cấp dấu thời gian, hãy tải chứng thư gốc của họ rồi chạy "
                + "`kho trust add TỆP --for timestamp` và kiểm tra lại.",
            en: "If you trust the timestamp authority, get its root, run "
                + "`kho trust add FILE --for timestamp`, and check again."),
        .sentence(
            "TIMESTAMP_ORDER_FAILURE",
            vi: "Thứ tự các dấu thời gian mâu thuẫn nhau: cái phải có trước lại ghi thời điểm muộn hơn.",
            en: "The timestamps contradict each other: one that must come first names the later time."),
        .sentence(
            "TIMESTAMP_MALFORMED",
            vi: "Dấu thời gian bị hỏng, không đọc được.",
            en: "The timestamp is damaged and cannot be read."),
        .sentence(
            "TIMESTAMP_SUBJECT_UNKNOWN",
            vi: "Không có dữ liệu mà dấu thời gian này được cấp cho, nên không xét được nó.",
            en: "The data that this timestamp was made for is not here, so it cannot be judged."),
        .sentence(
            "TIMESTAMP_FROM_THE_FUTURE",
            vi: "Dấu thời gian ghi một thời điểm muộn hơn lúc được xét, nên chưa chứng minh được gì.",
            en: "The timestamp names a time later than the one that is judged, so it proves nothing yet."),
    ]
}
