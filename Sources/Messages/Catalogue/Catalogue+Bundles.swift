extension Catalogue {
    /// Copy bundles: making them, and what their verification finds.
    static let bundles: [Entry] = [
        .phrase("LABEL.vault", vi: "Mã kho", en: "Vault"),
        .phrase("LABEL.container", vi: "Vỏ tệp", en: "Container"),
        .phrase("LABEL.seal", vi: "Con dấu", en: "Seal"),
        .phrase("LABEL.receipt", vi: "Biên nhận", en: "Receipt"),
        .sentence(
            "COPY_WRITTEN",
            vi: "Ai đã ghim kho này đều kiểm tra được bản sao mà không cần mạng: `kho verify {file} --offline`.",
            en: "Whoever pinned this vault can verify the copy without a network: `kho verify {file} --offline`."),
        .sentence(
            "VERIFIABLE_UNTIL",
            vi: "Bản sao kiểm tra được đến {time}; sau đó cần có dấu thời gian trên con dấu.",
            en: "The copy is verifiable until {time}; after that the seal would need a timestamp."),
        .sentence(
            "STATED_BY_VAULT",
            vi: "Kho nói rằng khi nhận, tài liệu có kết quả: {verdict}; đó là lời của kho, không phải kết luận ở đây.",
            en: "The vault says that it found on receipt: {verdict}; that is its statement, not the verdict here."),
        .sentence(
            "BUNDLE_NOT_CHECKED",
            vi: "Phần này chưa được kiểm tra vì phần mà nó dựa vào không đạt.",
            en: "This part was not checked, since what it rests on did not pass."),
        .sentence(
            "BUNDLE_RECORD_MALFORMED", vi: "Hồ sơ trong bản sao không đúng dạng.",
            en: "The record in the copy is not in its form."),
        .sentence(
            "BUNDLE_CERTIFYING_SIGNATURE", vi: "Chữ ký của người chứng thực hoặc của cơ quan chưa có kết quả hợp lệ.",
            en: "The signature of the certifier or of the authority did not turn out valid."),
        .sentence(
            "BUNDLE_MEMBER_CHANGED", vi: "Phần {member} của bản sao đã bị thay đổi.",
            en: "The member {member} of the copy was changed."),
        .sentence(
            "BUNDLE_MEMBER_MISSING", vi: "Bản sao thiếu phần {member}.", en: "The copy lacks the member {member}."),
        .sentence(
            "BUNDLE_MANIFEST_MALFORMED", vi: "Danh mục trong bản sao không đúng dạng.",
            en: "The list of members in the copy is not in its form."),
        .sentence(
            "BUNDLE_FILE_DIFFERS", vi: "Tệp {file} khác với hồ sơ của kho.",
            en: "The file {file} is not what the vault's record says."),
        .sentence(
            "BUNDLE_FILE_NOT_IN_RECORD", vi: "Hồ sơ của kho không có tệp {file}.",
            en: "The vault's record does not name the file {file}."),
        .sentence(
            "BUNDLE_MEDIA_TYPE", vi: "Bản sao không tự nhận đúng loại tệp.",
            en: "The copy does not name its type as it must."),
        .sentence(
            "BUNDLE_NAME_COLLISION", vi: "Hai tệp của tài liệu sẽ trùng tên trong bản sao: {file}.",
            en: "Two files of the document would have the same name in the copy: {file}."),
        .sentence(
            "BUNDLE_LISTED_TWICE", vi: "Danh mục của bản sao nêu phần {member} hai lần.",
            en: "The copy lists the member {member} twice."),
        .sentence(
            "BUNDLE_UNLISTED_MEMBER", vi: "Bản sao có phần {member} mà con dấu không bao trùm.",
            en: "The copy holds the member {member}, which the seal does not cover."),
        .sentence(
            "BUNDLE_FILE_NOT_SIGNED", vi: "Không chữ ký nào bao trùm tệp {file} trong bản sao.",
            en: "No signature covers the file {file} in the copy."),
        .sentence(
            "BUNDLE_REPORT_MALFORMED", vi: "Báo cáo mà kho đã giữ không đọc được.",
            en: "The report that the vault kept cannot be read."),
        .sentence(
            "ASIC_MANIFEST_MALFORMED", vi: "Danh mục ASiC của bản sao không đúng dạng.",
            en: "The ASiC manifest of the copy is not in its form."),
        .sentence(
            "NO_SIGNATURE_FOUND", vi: "Tài liệu không có chữ ký nào.", en: "The document carries no signature."),
    ]
}
