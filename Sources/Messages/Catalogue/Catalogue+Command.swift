extension Catalogue {
    /// The command line itself, keys and passphrases.
    static let command: [Entry] = [
        .sentence("USAGE", vi: "Lệnh chưa đúng: {what}.", en: "The command is not right: {what}."),
        .sentence(
            "USAGE.NEXT",
            vi: "Hãy chạy `kho help` để xem cách dùng.",
            en: "Run `kho help` to see how it is used."),
        .sentence(
            "INTERNAL",
            vi: "kho gặp lỗi bên trong ({what}); kết quả của lần chạy này không dùng được.",
            en: "kho failed inside ({what}); nothing that this run says can be used."),
        .sentence(
            "INTERNAL.NEXT",
            vi: "Hãy báo lỗi này cho người phát triển, kèm lệnh bạn đã chạy.",
            en: "Please report this to the developers, with the command that you ran."),
        .sentence(
            "INTERRUPTED",
            vi: "Bạn đã dừng lệnh; những gì xong trước đó vẫn còn nguyên.",
            en: "You stopped the command; what was finished before still stands."),
        .sentence("KEY_MISSING", vi: "Không tìm thấy khóa ký {key}.", en: "The signing key {key} is not found."),
        .sentence(
            "KEY_MISSING.NEXT",
            vi: "Hãy chỉ ra khóa bằng `--key TỆP`, ví dụ tệp .p12 mà nơi cấp đã giao cho bạn.",
            en: "Name the key with `--key FILE`, for example the .p12 file from your provider."),
        .sentence(
            "KEY_MALFORMED",
            vi: "Tệp khóa {key} bị hỏng hoặc không phải là khóa.",
            en: "The key file {key} is damaged or holds no key."),
        .sentence(
            "KEY_UNSUPPORTED",
            vi: "kho chưa hỗ trợ loại khóa của {key}.",
            en: "kho does not support the kind of key in {key}."),
        .sentence(
            "WRONG_PASSPHRASE",
            vi: "Mật khẩu của khóa {key} không đúng.",
            en: "The passphrase for the key {key} is wrong."),
        .sentence(
            "WRONG_PASSPHRASE.NEXT",
            vi: "Hãy chạy lại và gõ mật khẩu cẩn thận; chú ý bộ gõ tiếng Việt và phím Caps Lock.",
            en: "Run it again and type with care; mind the input method and Caps Lock."),
        .sentence(
            "PASSPHRASE_NEEDED",
            vi: "Khóa {key} được bảo vệ bằng mật khẩu.",
            en: "The key {key} is protected with a passphrase."),
        .sentence(
            "KEY_CERTIFICATE_MISMATCH",
            vi: "Khóa {key} và chứng thư {certificate} không thuộc về nhau.",
            en: "The key {key} and the certificate {certificate} do not belong together."),
        .sentence(
            "CERTIFICATE_MISSING",
            vi: "Không tìm thấy chứng thư của khóa {key}.",
            en: "The certificate of the key {key} is not found."),
        .sentence(
            "CERTIFICATE_MISSING.NEXT",
            vi: "Hãy chỉ ra chứng thư bằng `--cert TỆP`.",
            en: "Name it with `--cert FILE`."),
        .sentence(
            "NO_TERMINAL",
            vi: "Cần hỏi bạn một điều nhưng không có màn hình lệnh để hỏi.",
            en: "There is a question to ask, but no terminal to ask it on."),
        .sentence(
            "NO_TERMINAL.NEXT",
            vi: "Hãy chạy lệnh trong cửa sổ dòng lệnh, hoặc đưa câu trả lời bằng tùy chọn của lệnh (xem `kho help`).",
            en: "Run the command in a terminal, or answer with an option of the command (see `kho help`)."),
        .sentence(
            "PASSPHRASE_TOO_LONG",
            vi: "Mật khẩu dài hơn mức cho phép là {limit} byte.",
            en: "The passphrase is longer than the {limit} bytes that are allowed."),
        .phrase("ASK_PASSPHRASE", vi: "Mật khẩu của {key}: ", en: "Passphrase for {key}: "),
        .phrase("PROGRESS_FILES", vi: "{done}/{total} tệp", en: "{done}/{total} files"),
        .sentence(
            "SIGNING_FAILED",
            vi: "Không ký được: {detail}.",
            en: "Signing failed: {detail}."),
        .sentence(
            "ISSUING_FAILED",
            vi: "Không tạo được chứng thư: {detail}.",
            en: "The certificate could not be made: {detail}."),
    ]
}
