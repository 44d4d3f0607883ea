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
            vi: "Chứng thư không dẫn tới chứng thư gốc nào mà bạn tin cậy; nơi cấp chưa được nhận ra là {issuer}.",
            en: "The certificate leads to no root that you trust; the issuer that is not recognised is {issuer}."),
        .sentence(
            "NO_CERTIFICATE_CHAIN_FOUND.NEXT",
            vi: "Nếu bạn tin nơi cấp, hãy tải chứng thư gốc từ trang chính thức rồi chạy "
                + "`kho trust add TỆP --for signers` và kiểm tra lại.",
            en: "If you trust the issuer, get its root from the official site, run "
                + "`kho trust add FILE --for signers`, and check again."),
        .sentence(
            "CERTIFICATE_FORGED",
            vi: "Một chứng thư tự nhận do nơi cấp đáng tin ký, nhưng chữ ký của nơi cấp trên đó không đúng.",
            en: "A certificate claims a trusted issuer, but the issuer's signature on it is wrong."),
        .sentence(
            "CERTIFICATE_FORGED.NEXT",
            vi: "Đừng dựa vào chữ ký này; hãy hỏi trực tiếp người có tên trong đó.",
            en: "Do not rely on this signature; ask the person named in it directly."),
        .sentence(
            "CHAIN_CONSTRAINTS_FAILURE",
            vi: "Đường dẫn chứng thư vi phạm một quy định của RFC 5280: {rule}.",
            en: "The chain of certificates breaks a rule of RFC 5280: {rule}."),
        .sentence(
            "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            vi: "Không xét được đường dẫn chứng thư.",
            en: "The chain of certificates could not be judged."),
        .sentence(
            "WRONG_PURPOSE",
            vi: "Chứng thư không được cấp cho việc này: ký tài liệu, hoặc cấp dấu thời gian.",
            en: "The certificate was not issued for this use: signing documents, or making timestamps."),
        .sentence(
            "EXPIRED",
            vi: "Chữ ký được tạo sau khi chứng thư của {subject} hết hạn lúc {notAfter}.",
            en: "The signature was made after the certificate of {subject} had expired at {notAfter}."),
        .sentence(
            "NOT_YET_VALID",
            vi: "Chữ ký được tạo lúc {time}, trước khi chứng thư của {subject} có hiệu lực từ {notBefore}.",
            en: "The signature was made at {time}, before the certificate of {subject} became valid at {notBefore}."),
        .sentence(
            "NOT_YET_VALID_NO_POE",
            vi: "Chứng thư của {subject} chỉ có hiệu lực từ {notBefore}, sau thời điểm được xét là {time}.",
            en: "The certificate of {subject} is valid only from {notBefore}, after the time that is judged, {time}."),
        .sentence(
            "OUT_OF_BOUNDS_NO_POE",
            vi: "Chứng thư của {subject} đã hết hạn lúc {notAfter}, và không có gì chứng minh chữ ký có từ trước đó.",
            en:
                "The certificate of {subject} expired at {notAfter}, and nothing proves that the signature was made before."
        ),
        .sentence(
            "OUT_OF_BOUNDS_NO_POE.NEXT",
            vi: "Hãy tìm bản có dấu thời gian, hoặc xin người ký ký lại bằng chứng thư còn hạn.",
            en: "Find a copy with a timestamp, or ask the signer to sign again with a current certificate."),
        .sentence(
            "OUT_OF_BOUNDS_NOT_REVOKED",
            vi:
                "Chứng thư của {subject} đã hết hạn lúc {notAfter} mà chưa bị thu hồi, nhưng không có gì chứng minh chữ ký có từ trước đó.",
            en:
                "The certificate of {subject} expired at {notAfter} without having been revoked, but nothing proves that the signature was made before."
        ),
        .sentence(
            "OUT_OF_BOUNDS_NOT_REVOKED.NEXT",
            vi: "Hãy tìm bản có dấu thời gian, hoặc xin người ký ký lại bằng chứng thư còn hạn.",
            en: "Find a copy with a timestamp, or ask the signer to sign again with a current certificate."),
    ]
}
