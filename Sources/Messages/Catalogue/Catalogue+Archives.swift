extension Catalogue {
    /// Archives that cannot be opened: receipts and copies are ZIP files.
    static let archives: [Entry] = [
        .sentence(
            "ZIP_MALFORMED",
            vi: "Tệp {file} không có cấu trúc của một tệp ZIP mà mọi chương trình hiểu như nhau.",
            en: "The file {file} is no ZIP archive that every program understands alike."),
        .sentence(
            "ZIP_LAYOUT",
            vi: "Tệp nén {file} có dữ liệu thừa, hoặc các phần của nó chồng lên nhau.",
            en: "The archive {file} holds bytes that belong to nothing, or members that overlap."),
        .sentence(
            "ZIP_TOO_MANY_MEMBERS",
            vi: "Tệp nén {file} có quá nhiều phần.",
            en: "The archive {file} has too many members."),
        .sentence(
            "ZIP_TOO_LARGE",
            vi: "Phần {member} của tệp nén {file} quá lớn.",
            en: "The member {member} of the archive {file} is too large."),
        .sentence(
            "ZIP_RATIO",
            vi: "Tệp nén {file} bung ra lớn một cách bất thường, nên không được mở.",
            en: "The archive {file} unpacks to far too much, so it was not opened."),
        .sentence(
            "ZIP_NAME_UNSAFE",
            vi: "Tệp nén {file} có phần mang tên không an toàn: {member}.",
            en: "The archive {file} has a member with an unsafe name: {member}."),
        .sentence(
            "ZIP_NAME_TWICE",
            vi: "Tệp nén {file} có hai phần cùng tên {member}.",
            en: "The archive {file} has two members of the name {member}."),
        .sentence(
            "ZIP_ENCRYPTED", vi: "Tệp nén {file} được đặt mật khẩu.", en: "The archive {file} is encrypted."),
        .sentence(
            "ZIP_NOT_A_FILE",
            vi: "Phần {member} của tệp nén {file} không phải là một tệp thường.",
            en: "The member {member} of the archive {file} is no plain file."),
        .sentence(
            "ZIP_METHOD",
            vi: "Phần {member} của tệp nén {file} được nén bằng cách mà kho không đọc.",
            en: "The member {member} of the archive {file} is packed in a way that kho does not read."),
        .sentence(
            "ZIP_DAMAGED",
            vi: "Phần {member} của tệp nén {file} bị hỏng.",
            en: "The member {member} of the archive {file} is damaged."),
        .sentence(
            "ZIP_MEMBER_MISSING",
            vi: "Tệp nén {file} thiếu phần {member}.",
            en: "The archive {file} lacks the member {member}."),
        .sentence(
            "ZIP_OUTPUT", vi: "Không ghi được tệp nén {file}.", en: "The archive {file} could not be written."),
        .sentence(
            "REPORT_MALFORMED",
            vi: "Báo cáo kiểm tra đi kèm không đúng dạng.",
            en: "The validation report that comes along is not in its form."),
    ]
}
