extension Catalogue {
    /// Indications (ETSI EN 319 102-1, clause 5.1.3) as headings, and the reasons that decide between them.
    static let verdict: [Entry] = [
        .phrase("TOTAL-PASSED", vi: "HỢP LỆ", en: "VALID"),
        .phrase("TOTAL-FAILED", vi: "KHÔNG HỢP LỆ", en: "NOT VALID"),
        .phrase("INDETERMINATE", vi: "CHƯA ĐỦ CĂN CỨ", en: "UNDECIDED"),
        .phrase("NO-SIGNATURE-FOUND", vi: "KHÔNG CÓ CHỮ KÝ", en: "NO SIGNATURE FOUND"),
        .phrase("NOT-READABLE", vi: "KHÔNG ĐỌC ĐƯỢC", en: "NOT READABLE"),
        .phrase("AS_OF", vi: "tính đến {time}", en: "as of {time}"),

        .sentence(
            "HASH_FAILURE",
            vi: "Nội dung đã bị thay đổi sau khi ký: giá trị băm của nó không khớp với giá trị đã ký.",
            en: "The content was changed after signing: its digest is not the one that was signed."),
        .sentence(
            "HASH_FAILURE.NEXT",
            vi: "Hãy xin người ký gửi lại bản gốc; đừng dùng bản này.",
            en: "Ask the signer for the original again; do not rely on this copy."),
        .sentence(
            "SIG_CRYPTO_FAILURE",
            vi: "Chữ ký không được tạo ra bởi khóa của chứng thư ghi trong tệp, hoặc đã bị sửa.",
            en: "The signature was not made with the key of the certificate that it names, or it was altered."),
        .sentence(
            "SIG_CRYPTO_FAILURE.NEXT",
            vi: "Hãy xin người ký gửi lại tệp đã ký; đừng dùng bản này.",
            en: "Ask the signer for the signed file again; do not rely on this copy."),
        .sentence(
            "FORMAT_FAILURE",
            vi: "Cấu trúc của chữ ký trái với quy định của định dạng, nên không thể tin nội dung của nó.",
            en: "The signature breaks the rules of its format, so what it says cannot be relied on."),
        .sentence(
            "FORMAT_FAILURE.NEXT",
            vi: "Hãy báo cho người ký biết và xin một tệp được ký lại.",
            en: "Tell the signer, and ask for a file that is signed again."),
        .sentence(
            "SIGNED_DATA_NOT_FOUND",
            vi: "Không tìm thấy dữ liệu đã được ký.",
            en: "The data that was signed is not here."),
        .sentence(
            "SIGNED_DATA_NOT_FOUND.NEXT",
            vi: "Hãy chỉ ra tệp gốc bằng `--content TỆP-GỐC` rồi kiểm tra lại.",
            en: "Name the original with `--content ORIGINAL` and check again."),
        .sentence(
            "SIG_CONSTRAINTS_FAILURE",
            vi: "Chữ ký không đáp ứng các yêu cầu mà chính sách kiểm tra đặt ra.",
            en: "The signature does not meet what the validation policy asks of it."),
        .sentence(
            "CRYPTO_CONSTRAINTS_FAILURE",
            vi: "Chữ ký dùng {algorithm}, không còn đủ an toàn theo chính sách kiểm tra.",
            en: "The signature relies on {algorithm}, which the validation policy no longer takes for safe."),
        .sentence(
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            vi: "Thuật toán của chữ ký nay không còn an toàn, và không có gì chứng minh chữ ký có từ trước đó.",
            en: "The signature's algorithm is no longer safe, and nothing proves that it was made while it was."),
        .sentence(
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE.NEXT",
            vi: "Hãy tìm bản có dấu thời gian, hoặc xin người ký ký lại bằng thuật toán hiện hành.",
            en: "Find a copy with a timestamp, or ask the signer to sign again with a current algorithm."),
        .sentence(
            "NO_POE",
            vi: "Không có bằng chứng rằng chữ ký đã tồn tại vào thời điểm cần xét.",
            en: "Nothing proves that the signature existed at the time that matters."),
        .sentence(
            "NO_POE.NEXT",
            vi: "Hãy tìm bản có dấu thời gian của tổ chức mà bạn tin cậy.",
            en: "Find a copy that carries a timestamp from an authority that you trust."),
        .sentence(
            "NO_TRUSTED_TIME",
            vi: "Tệp không có dấu thời gian đáng tin, nên chữ ký được xét theo thời điểm hiện tại.",
            en: "The file has no trusted timestamp, so the signature is judged as of now."),
        .sentence(
            "PATH_BUDGET_EXCEEDED",
            vi: "Tệp kèm quá nhiều chứng thư để tìm hết mọi đường dẫn; việc tìm đã dừng.",
            en: "The file carries too many certificates to try every path; the search was stopped."),
        .sentence(
            "TRY_LATER",
            vi: "Chưa đủ thông tin để kết luận; có thể kiểm tra lại sau.",
            en: "There is not enough information to decide; check again later."),
        .sentence(
            "POLICY_PROCESSING_ERROR",
            vi: "Không áp dụng được chính sách kiểm tra.",
            en: "The validation policy could not be applied."),
    ]
}
