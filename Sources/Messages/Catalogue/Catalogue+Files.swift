extension Catalogue {
    /// Files that cannot be read, understood or written.
    static let files: [Entry] = [
        .sentence("FILE_NOT_FOUND", vi: "Không có tệp {file}.", en: "There is no file {file}."),
        .sentence(
            "FILE_NOT_FOUND.NEXT",
            vi: "Hãy kiểm tra lại tên và thư mục của tệp.",
            en: "Check the name and the folder."),
        .sentence(
            "FILE_NOT_READABLE",
            vi: "Không đọc được tệp {file}: {cause}.",
            en: "The file {file} cannot be read: {cause}."),
        .sentence("FILE_EMPTY", vi: "Tệp {file} trống.", en: "The file {file} is empty."),
        .sentence(
            "FILE_EMPTY.NEXT",
            vi: "Có thể việc tải về đã dừng giữa chừng; hãy tải lại.",
            en: "A download may have stopped half-way; get it again."),
        .sentence(
            "FILE_TOO_LARGE",
            vi: "Tệp {file} lớn hơn mức cho phép là {limit} byte.",
            en: "The file {file} is larger than the {limit} bytes that are allowed."),
        .sentence(
            "NOT_A_SIGNED_FILE",
            vi: "Tệp {file} không thuộc định dạng chữ ký nào mà kho đọc được.",
            en: "The file {file} is in no signature format that kho reads."),
        .sentence(
            "NOT_A_SIGNED_FILE.NEXT",
            vi: "Nếu chữ ký nằm ở một tệp riêng (.p7s), hãy đưa tệp đó cho kho và chỉ ra tệp gốc bằng `--content`.",
            en: "If the signature is a file of its own (.p7s), give kho that one, and the original with `--content`."),
        .sentence(
            "UNSUPPORTED_FORMAT",
            vi: "kho chưa kiểm tra được định dạng này: {format}.",
            en: "kho cannot check this format yet: {format}."),
        .sentence(
            "NOT_CMS",
            vi: "Đây không phải là một chữ ký CMS.",
            en: "This is not a CMS signature."),
        .sentence(
            "NOT_SIGNED_DATA",
            vi: "Tệp CMS này không chứa chữ ký.",
            en: "This CMS file holds no signature."),
        .sentence(
            "CMS_MALFORMED",
            vi: "Tệp chữ ký bị hỏng tại byte thứ {offset}: {what}.",
            en: "The signature file is damaged at byte {offset}: {what}."),
        .sentence(
            "CMS_MALFORMED.NEXT",
            vi: "Có thể tệp bị hỏng khi gửi; hãy tải lại hoặc xin người ký gửi lại.",
            en: "It may have been damaged on the way; download it again or ask the signer for it."),
        .sentence(
            "CMS_TOO_LARGE",
            vi: "Tệp chữ ký vượt quá giới hạn mà kho chấp nhận: {what}.",
            en: "The signature file exceeds what kho accepts: {what}."),
        .sentence(
            "CONTENT_MISSING",
            vi: "Ở đây chỉ có chữ ký; cần có tệp gốc đã được ký.",
            en: "Only the signature is here; the original that was signed is needed."),
        .sentence(
            "CONTENT_MISSING.NEXT",
            vi: "Hãy chỉ ra tệp gốc bằng `--content TỆP-GỐC`, hoặc đặt nó cạnh tệp chữ ký.",
            en: "Name it with `--content ORIGINAL`, or put it beside the signature."),
        .sentence(
            "WRONG_ORIGINAL",
            vi: "Tệp {file} không phải là tệp gốc đã được ký, hoặc đã bị thay đổi.",
            en: "The file {file} is not the original that was signed, or it was changed."),
        .sentence(
            "OUTPUT_EXISTS",
            vi: "Tệp {file} đã có, nên không bị ghi đè.",
            en: "The file {file} exists already and was not overwritten."),
        .sentence(
            "OUTPUT_EXISTS.NEXT",
            vi: "Hãy chọn tên khác, hoặc thêm `--force` để ghi đè.",
            en: "Choose another name, or add `--force` to overwrite it."),
        .sentence(
            "OUTPUT_IS_FOLDER",
            vi: "{file} là một thư mục; hãy cho tên tệp cần ghi.",
            en: "{file} is a folder; name the file to write."),
        .sentence(
            "OUTPUT_FAILED",
            vi: "Không ghi được tệp {file}: {cause}.",
            en: "The file {file} cannot be written: {cause}."),
        .sentence(
            "DISK_FULL",
            vi: "Ổ đĩa đã đầy khi ghi {file}; chưa có gì được ghi.",
            en: "The disk became full while {file} was written; nothing was kept of it."),
        .sentence(
            "DISK_FULL.NEXT",
            vi: "Hãy giải phóng chỗ trống, hoặc chọn ổ đĩa khác, rồi chạy lại.",
            en: "Make room or choose another disk, and run it again."),
        .sentence(
            "READ_ONLY_FOLDER",
            vi: "Bạn không có quyền ghi vào thư mục {folder}.",
            en: "You may not write into the folder {folder}."),
        .sentence(
            "READ_ONLY_FOLDER.NEXT",
            vi: "Hãy chọn thư mục khác bằng `-o`, hoặc xin quyền ghi.",
            en: "Choose another folder with `-o`, or get permission to write there."),
        .sentence(
            "CERTIFICATE_MALFORMED",
            vi: "Tệp {file} không phải là chứng thư, hoặc đã hỏng.",
            en: "The file {file} is no certificate, or it is damaged."),
        .sentence(
            "CRL_MALFORMED",
            vi: "Tệp {file} không phải là danh sách thu hồi, hoặc đã hỏng.",
            en: "The file {file} is no revocation list, or it is damaged."),
        .sentence(
            "OCSP_MALFORMED",
            vi: "Tệp {file} không phải là câu trả lời OCSP, hoặc đã hỏng.",
            en: "The file {file} is no OCSP answer, or it is damaged."),
    ]
}
