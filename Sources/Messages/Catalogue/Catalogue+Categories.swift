extension Catalogue {
    /// What each category takes, and what becomes of what is pending.
    static let categories: [Entry] = [
        .phrase("NO_FILE_KEPT", vi: "KHÔNG GIỮ TỆP NÀO", en: "NO FILE KEPT"),
        .phrase("LABEL.attested", vi: "Nguồn khai", en: "Attested"),
        .phrase("LABEL.metadata", vi: "Dữ liệu mô tả", en: "Metadata"),
        .phrase(
            "AS_ATTESTED", vi: "{what} theo lời khai của nguồn; kho chưa kiểm tra nội dung này",
            en: "{what} as the source attests; the vault has not verified this content"),
        .sentence(
            "DEPOSIT_UNSIGNED", vi: "Tệp không có chữ ký nào: kho giữ nguyên, nhưng không xác nhận ai đã làm ra nó.",
            en: "The file carries no signature: it is kept as it is, and nothing vouches for who made it."),
        .sentence(
            "DEPOSIT_WITHOUT_FILE", vi: "Kho chỉ ghi lời khai, không giữ tệp nào và không kiểm tra được gì.",
            en: "Only what was said is recorded: no file is kept, and nothing could be verified."),
        .sentence(
            "ADMISSION_SECRET", vi: "Tài liệu mật không được đưa vào kho; không có gì được giữ lại hoặc ghi lại.",
            en: "Secret papers are not taken; nothing of it was kept or entered."),
        .sentence(
            "ADMISSION_MAY_BE_SIGNED",
            vi: "Không thấy chữ ký trong tệp {file}, nhưng tệp này có thể mang chữ ký mà kho không đọc được.",
            en: "No signature is found in {file}, but it may carry one that kho does not read."),
        .sentence(
            "ADMISSION_MAY_BE_SIGNED.NEXT",
            vi: "Tệp không ký phải là ảnh (PNG, JPEG, TIFF) hoặc PDF; tệp khác cần chữ ký CAdES, xem `kho sign`.",
            en: "Unsigned files are pictures (PNG, JPEG, TIFF) or PDF; others need a CAdES signature, see `kho sign`."),
        .sentence(
            "ADMISSION_FILE_MISSING", vi: "Loại dữ liệu {category} cần có tệp.", en: "Category {category} needs a file."
        ),
        .sentence(
            "ADMISSION_LINK_NOT_ADMITTED", vi: "Loại dữ liệu {category} không nhận đường dẫn thay cho tệp.",
            en: "Category {category} takes no link in the place of a file."),
        .sentence(
            "ADMISSION_LINK_WITH_FILE", vi: "Kết quả là tệp hoặc là đường dẫn, không phải cả hai.",
            en: "A result is a file or a link, not both."),
        .sentence(
            "ADMISSION_SENSITIVITY_TOO_LOW", vi: "Loại giấy tờ này có mức nhạy cảm thấp nhất là {sensitivity}.",
            en: "The lowest sensitivity of such a paper is {sensitivity}."),
        .sentence(
            "METADATA_TOO_LARGE", vi: "Dữ liệu mô tả dài quá {limit} byte.", en: "The metadata exceed {limit} bytes."),
        .sentence(
            "METADATA_MALFORMED", vi: "Tệp {file} không phải một đối tượng JSON mà kho nhận, tại byte {offset}.",
            en: "The file {file} is no JSON object that kho takes, at byte {offset}."),
        .sentence(
            "METADATA_MALFORMED.NEXT",
            vi: "Cần một đối tượng không rỗng: khóa ASCII không trùng nhau, số nguyên viết không có phần thập phân.",
            en: "It takes an object that is not empty: ASCII keys, each once, and whole numbers without a fraction."),
        .sentence(
            "NOT_PENDING", vi: "Tài liệu {document} không chờ bổ sung; không có gì được ghi.",
            en: "The document {document} is not pending; nothing was entered."),
        .sentence(
            "REVALIDATED",
            vi: "Đã xác thực lại: {accepted} tài liệu được nhận, {refused} bị từ chối, {pending} vẫn chờ bổ sung.",
            en: "Validated again: {accepted} let in, {refused} refused, {pending} still pending."),
        .sentence("NOTHING_PENDING", vi: "Không có tài liệu nào chờ bổ sung.", en: "No document is pending."),
    ]
}
