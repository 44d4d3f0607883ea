extension Catalogue {
    /// What is wrong inside one signature (RFC 5652, RFC 5035, RFC 6211, ETSI EN 319 122-1).
    static let signature: [Entry] = [
        .sentence(
            "SIGNED_ATTRIBUTES_MISSING",
            vi: "Chữ ký thiếu phần thông tin bắt buộc phải được ký cùng nội dung.",
            en: "The signature lacks the attributes that must be signed together with the content."),
        .sentence(
            "SIGNED_ATTRIBUTES_NOT_DER",
            vi: "Phần thông tin được ký không được mã hóa theo DER, nên có thể bị đọc theo hai cách.",
            en: "The signed attributes are not encoded in DER, so they could be read in two ways."),
        .sentence(
            "DUPLICATE_ATTRIBUTE",
            vi: "Thông tin {attribute} có mặt nhiều lần trong chữ ký, trong khi chỉ được phép có một.",
            en: "The attribute {attribute} is in the signature more than once, where only one is allowed."),
        .sentence(
            "ATTRIBUTE_MISSING",
            vi: "Chữ ký thiếu thông tin bắt buộc {attribute}.",
            en: "The signature lacks the attribute {attribute}, which it must have."),
        .sentence(
            "ALGORITHM_MISMATCH",
            vi: "Chữ ký khai báo thuật toán băm {digest} nhưng thuật toán ký là {signature}; hai bên không hợp nhau.",
            en:
                "The signature names the digest {digest}, but its signature algorithm is {signature}; they do not match."
        ),
        .sentence(
            "ALGORITHM_PROTECTION_MISMATCH",
            vi: "Thuật toán ghi ở ngoài khác với thuật toán mà người ký đã ký; có thể nó đã bị thay.",
            en: "The algorithms named outside differ from those that the signer signed; they may have been swapped."),
        .sentence(
            "SIGNING_CERTIFICATE_MISMATCH",
            vi: "Chứng thư kèm theo không phải là chứng thư mà người ký đã ghi nhận khi ký.",
            en: "The certificate that comes with it is not the one that the signer named when signing."),
        .sentence(
            "CONTENT_TYPE_MISMATCH",
            vi: "Loại nội dung được ký khác với loại nội dung có trong tệp.",
            en: "The type of content that was signed is not the type of content in the file."),
        .sentence(
            "NOT_SIGNED_AS_A_DOCUMENT",
            vi: "Nội dung này được ký với tư cách khác (loại {contentType}), không phải là một tài liệu.",
            en: "This was signed as something else (content type {contentType}), and not as a document."),
        .sentence(
            "NOT_SIGNED_AS_A_DOCUMENT.NEXT",
            vi: "Hãy yêu cầu người ký ký chính tài liệu, chẳng hạn bằng `kho sign`.",
            en: "Ask the signer to sign the document itself, for example with `kho sign`."),
        .sentence(
            "UNSUPPORTED_ALGORITHM",
            vi: "kho chưa hỗ trợ thuật toán {oid} mà chữ ký này dùng.",
            en: "kho does not support the algorithm {oid} that this signature uses."),
    ]
}
