extension Catalogue {
    /// The signer's certificate and the way from it to a trusted root (RFC 5280, EN 319 102-1 clause 5.2.6).
    static let certificate: [Entry] = [
        .sentence(
            "NO_SIGNING_CERTIFICATE_FOUND",
            vi: "Không tìm thấy chứng thư của người ký, nên không biết ai đã ký.",
            en: "The signer's certificate is not found, so nobody knows who signed."),
        .sentence(
            "NO_SIGNING_CERTIFICATE_FOUND.NEXT",
            vi:
                "Hãy xin người ký gửi chứng thư, rồi thêm bằng `kho trust add TỆP --for intermediates` và kiểm tra lại.",
            en: "Ask the signer for it, add it with `kho trust add FILE --for intermediates`, and check again."),
        .sentence(
            "NO_CERTIFICATE_CHAIN_FOUND",
            vi: "Chứng thư của người ký không dẫn tới chứng thư gốc nào mà bạn tin cậy.",
            en: "The signer's certificate leads to no root that you trust."),
        .sentence(
            "NO_CERTIFICATE_CHAIN_FOUND.NEXT",
            vi: "Nếu bạn tin nơi cấp, hãy tải chứng thư gốc từ trang chính thức rồi chạy "
                + "`kho trust add TỆP --for signers` và kiểm tra lại.",
            en: "If you trust the issuer, get its root from the official site, run "
                + "`kho trust add FILE --for signers`, and check again."),
        .sentence(
            "CHAIN_CONSTRAINTS_FAILURE",
            vi: "Đường dẫn chứng thư có, nhưng vi phạm giới hạn mà một chứng thư trong đó đặt ra.",
            en: "There is a chain of certificates, but it breaks a limit that one of them sets."),
        .sentence(
            "WRONG_PURPOSE",
            vi: "Chứng thư này không được cấp để ký tài liệu.",
            en: "This certificate was not issued for signing documents."),
        .sentence(
            "EXPIRED",
            vi: "Chữ ký được tạo sau khi chứng thư hết hạn.",
            en: "The signature was made after its certificate had expired."),
        .sentence(
            "NOT_YET_VALID",
            vi: "Chữ ký được tạo trước khi chứng thư có hiệu lực.",
            en: "The signature was made before its certificate became valid."),
        .sentence(
            "OUT_OF_BOUNDS_NO_POE",
            vi: "Chứng thư đã hết hạn lúc {notAfter}, và không có gì chứng minh chữ ký có từ trước đó.",
            en: "The certificate expired at {notAfter}, and nothing proves that the signature was made before."),
        .sentence(
            "OUT_OF_BOUNDS_NO_POE.NEXT",
            vi: "Hãy tìm bản có dấu thời gian, hoặc xin người ký ký lại bằng chứng thư còn hạn.",
            en: "Find a copy with a timestamp, or ask the signer to sign again with a current certificate."),
        .sentence(
            "OUT_OF_BOUNDS_NOT_REVOKED",
            vi:
                "Chứng thư đã hết hạn và đến lúc đó chưa bị thu hồi, nhưng không có gì chứng minh chữ ký có từ trước đó.",
            en: "The certificate expired unrevoked, but nothing proves that the signature was made before."),
        .sentence(
            "OUT_OF_BOUNDS_NOT_REVOKED.NEXT",
            vi: "Hãy tìm bản có dấu thời gian, hoặc xin người ký ký lại bằng chứng thư còn hạn.",
            en: "Find a copy with a timestamp, or ask the signer to sign again with a current certificate."),
    ]
}
