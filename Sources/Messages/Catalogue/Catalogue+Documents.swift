extension Catalogue {
    /// What is said of a document, its versions, and what became of it.
    static let documents: [Entry] = [
        .phrase("LABEL.version", vi: "Phiên bản", en: "Version"),
        .phrase("LABEL.end", vi: "Hiện trạng", en: "Standing"),
        .phrase("LABEL.sensitivity", vi: "Mức nhạy cảm", en: "Sensitivity"),
        .phrase("LABEL.paperType", vi: "Loại giấy tờ", en: "Paper type"),
        .phrase("LABEL.notation", vi: "Số, ký hiệu", en: "Number"),
        .phrase("LABEL.paperIssuer", vi: "Nơi ban hành", en: "Issuer"),
        .phrase("LABEL.issued", vi: "Ngày ban hành", en: "Issued"),
        .phrase("LABEL.validUntil", vi: "Có giá trị đến", en: "Valid until"),
        .phrase("LABEL.link", vi: "Đường dẫn", en: "Link"),
        .phrase("SENSITIVITY_IS", vi: "mức {sensitivity}", en: "level {sensitivity}"),
        .phrase("FACT.sensitivity.1", vi: "1, công khai", en: "1, open"),
        .phrase("FACT.sensitivity.2", vi: "2, nội bộ", en: "2, internal"),
        .phrase("FACT.sensitivity.3", vi: "3, hạn chế truy cập", en: "3, restricted"),
        .phrase("FACT.sensitivity.4", vi: "4, bí mật", en: "4, confidential"),
        .phrase("FACT.event.withdrawn", vi: "đã rút", en: "withdrawn"),
        .phrase("FACT.event.expired", vi: "hết hiệu lực", en: "expired"),
        .phrase("FACT.event.refused", vi: "bị từ chối", en: "refused"),
        .phrase("FACT.cause.deposit", vi: "nộp lần đầu", en: "deposited"),
        .phrase("FACT.cause.replacement", vi: "thay thế bản trước", en: "replaced the one before"),
        .phrase("FACT.cause.revalidation", vi: "xác thực lại", en: "validated again"),
        .phrase(
            "HISTORY_VERSION", vi: "phiên bản {version}, {cause}, {status}", en: "version {version}, {cause}, {status}"),
        .sentence(
            "EVENT_ENTERED", vi: "Đã ghi: tài liệu {document} {event}, mục nhật ký {index}.",
            en: "Entered: the document {document} is {event}, log entry {index}."),
        .sentence(
            "COPY_OF_ENDED", vi: "Lưu ý: tài liệu này {event}; bản sao là của phiên bản được nhận sau cùng.",
            en: "Note: this document is {event}; the copy is of the last version that was let in."),
        .sentence("NOTHING_DUE", vi: "Không có tài liệu nào hết hiệu lực.", en: "No document has reached its end."),
        .sentence(
            "DOCUMENT_VERSION_CONFLICT",
            vi: "Trong lúc đó người khác đã thay tài liệu này; không có gì được ghi.",
            en: "Somebody else changed this document meanwhile; nothing was entered."),
        .sentence(
            "DOCUMENT_VERSION_CONFLICT.NEXT", vi: "Hãy xem lại bằng `kho history`, rồi thử lại.",
            en: "Look at it again with `kho history`, and try again."),
        .sentence(
            "DOCUMENT_ENDED",
            vi: "Tài liệu này đã được rút, bị từ chối hoặc hết hiệu lực, nên không ghi thêm được như vậy.",
            en: "The document was withdrawn or refused, or has expired, so that this cannot follow."),
        .sentence(
            "DOCUMENT_OF_ANOTHER_OWNER", vi: "Tài liệu cần thay thuộc chủ sở hữu hoặc loại dữ liệu khác.",
            en: "The document to be replaced is of another owner or of another category."),
        .sentence(
            "DOCUMENT_HAS_NO_FILES", vi: "Kho không giữ tệp nào của tài liệu này, chỉ có đường dẫn hoặc dữ liệu mô tả.",
            en: "The vault keeps no file of this document, only a link or metadata."),
        .sentence(
            "DETAIL_MALFORMED", vi: "Giá trị của {field} trống, sai dạng hoặc có ký tự điều khiển.",
            en: "The value of {field} is empty, malformed, or holds a control character."),
        .sentence(
            "TOO_MANY_WORDS", vi: "Có nhiều hơn {limit} từ cần tìm.",
            en: "There are more than {limit} words to look for."),
        .sentence(
            "SEARCH_EMPTY", vi: "Không tìm thấy tài liệu nào.", en: "No document was found."),
        .sentence(
            "SEARCH_EMPTY.NEXT", vi: "Hãy thử ít từ hơn; tài liệu đang chờ chỉ hiện khi có `--owner`.",
            en: "Try fewer words; what is pending is found with `--owner` only."),
        .sentence(
            "SEARCH_MORE", vi: "Có thể còn nữa; xem tiếp bằng `--after {next}`.",
            en: "There may be more; go on with `--after {next}`."),
        .sentence(
            "LINK_MALFORMED", vi: "Đường dẫn phải là một địa chỉ https đầy đủ, không có tên người dùng.",
            en: "A link is a whole https address, without a user's name."),
    ]
}
