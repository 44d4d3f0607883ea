extension Catalogue {
    /// Why the operating system refused, as {cause} shows it; the values are the names of `errno` (POSIX.1-2017).
    static let words: [Entry] = [
        .phrase("FACT.cause.EACCES", vi: "bạn không có quyền", en: "you have no permission"),
        .phrase("FACT.cause.EADDRINUSE", vi: "địa chỉ đang được dùng", en: "the address is in use"),
        .phrase("FACT.cause.EADDRNOTAVAIL", vi: "máy này không có địa chỉ đó", en: "this machine has no such address"),
        .phrase("FACT.cause.EPERM", vi: "hệ thống không cho phép", en: "the system does not allow it"),
        .phrase("FACT.cause.EISDIR", vi: "đó là một thư mục", en: "it is a folder"),
        .phrase(
            "FACT.cause.ENOTDIR", vi: "một phần của đường dẫn không phải thư mục", en: "a part of the path is no folder"
        ),
        .phrase("FACT.cause.ENOENT", vi: "thư mục không có", en: "there is no such folder"),
        .phrase("FACT.cause.EIO", vi: "thiết bị lưu trữ bị lỗi", en: "the storage device failed"),
        .phrase("FACT.cause.ELOOP", vi: "liên kết vòng tròn", en: "its links go in a circle"),
        .phrase("FACT.cause.ENAMETOOLONG", vi: "tên quá dài", en: "the name is too long"),
        .phrase("FACT.cause.EFBIG", vi: "vượt quá cỡ tệp cho phép", en: "it exceeds the allowed file size"),
        .phrase("FACT.cause.EDQUOT", vi: "hết hạn mức lưu trữ", en: "the storage quota is used up"),
        .phrase("FACT.cause.EMFILE", vi: "mở quá nhiều tệp cùng lúc", en: "too many files are open"),
        .phrase("FACT.cause.EPIPE", vi: "nơi nhận đã đóng", en: "the reader went away"),
        .phrase("FACT.cause.ENOSPC", vi: "ổ đĩa đã đầy", en: "the disk is full"),
        .phrase("FACT.cause.EROFS", vi: "ổ đĩa chỉ cho đọc", en: "the disk is read-only"),
        .phrase("FACT.cause.EBUSY", vi: "tệp đang được dùng", en: "it is in use"),
        .phrase("FACT.cause.ETXTBSY", vi: "tệp đang được chạy", en: "the file is being executed"),
    ]
}
