extension Catalogue {
    /// Files that are sent to a server, and requests that are sent again.
    static let uploads: [Entry] = [
        .sentence(
            "DIGEST_MISMATCH",
            vi: "Nội dung nhận được khác với mã băm do bên gửi nêu.",
            en: "What arrived differs from the digest that its sender gave."),
        .sentence(
            "DIGEST_MISMATCH.NEXT",
            vi: "Hãy gửi lại; tệp có thể đã bị sửa hoặc hỏng trên đường truyền.",
            en: "Send it again; the file may have been changed meanwhile, or damaged on its way."),
        .sentence(
            "UPLOAD_NOT_FOUND",
            vi: "Không có lượt tải lên này: nó đã hết hạn, đã được dùng hoặc máy chủ đã khởi động lại.",
            en: "There is no such upload: it has expired, was used, or the server was started anew."),
        .sentence(
            "UPLOAD_OFFSET", vi: "Lượt tải lên đang ở vị trí khác.", en: "The upload has come to another place."),
        .sentence(
            "UPLOAD_IN_USE",
            vi: "Lượt tải lên này đang được dùng bởi một yêu cầu khác.",
            en: "Another request uses this upload."),
        .sentence(
            "UPLOAD_COMPLETE", vi: "Lượt tải lên này đã hoàn tất.", en: "This upload is complete already."),
        .sentence(
            "UPLOAD_INCOMPLETE",
            vi: "Lượt tải lên này chưa hoàn tất hoặc có độ dài khác với độ dài đã nêu.",
            en: "This upload is not complete, or not as long as it was said to be."),
        .sentence(
            "UPLOAD_TOO_LARGE",
            vi: "Tệp lớn hơn {limit} byte mà máy chủ nhận.",
            en: "The file is larger than the {limit} bytes that the server takes."),
        .sentence(
            "TOO_MANY_UPLOADS",
            vi: "Có quá nhiều lượt tải lên chưa được nộp.",
            en: "There are too many uploads that are not deposited yet."),
        .sentence(
            "TOO_MANY_UPLOADS.NEXT",
            vi: "Hãy nộp hoặc hủy các lượt trước, hoặc thử lại sau.",
            en: "Deposit or remove the earlier ones, or try again later."),
        .sentence(
            "WIRE_MALFORMED",
            vi: "Dữ liệu trao đổi không đúng dạng ở trường {field}.",
            en: "What was sent is not as it must be, at the field {field}."),
        .sentence(
            "IDEMPOTENCY_KEY_MALFORMED",
            vi: "Idempotency-Key phải có từ 1 đến 128 ký tự ASCII in được.",
            en: "Idempotency-Key has 1 to 128 printable ASCII characters."),
        .sentence(
            "IDEMPOTENCY_KEY_FOR_ONE",
            vi: "`--idempotency-key` chỉ dùng cho một tệp.", en: "`--idempotency-key` is for one file."),
        .sentence(
            "IDEMPOTENCY_KEY_REUSED",
            vi: "Khóa Idempotency-Key này đã được dùng cho một yêu cầu khác.",
            en: "This Idempotency-Key was used for another request."),
        .sentence(
            "IDEMPOTENCY_KEY_IN_USE",
            vi: "Yêu cầu đầu tiên có khóa Idempotency-Key này vẫn đang được xử lý.",
            en: "The first request with this Idempotency-Key is still under way."),
        .sentence(
            "IDEMPOTENCY_KEY_IN_USE.NEXT",
            vi: "Hãy thử lại sau một giây.", en: "Try again in a second."),
    ]
}
