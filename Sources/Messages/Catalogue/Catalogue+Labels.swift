extension Catalogue {
    /// Labels of what `kho verify` and its neighbours print.
    static let labels: [Entry] = [
        .phrase("LABEL.file", vi: "Tệp", en: "File"),
        .phrase("LABEL.covers", vi: "Tệp gốc", en: "Covers"),
        .phrase("LABEL.signer", vi: "Người ký", en: "Signer"),
        .phrase("LABEL.issuer", vi: "Nơi cấp", en: "Issuer"),
        .phrase("LABEL.when", vi: "Khi nào", en: "When"),
        .phrase("LABEL.how", vi: "Cách ký", en: "How"),
        .phrase("LABEL.why", vi: "Vì sao", en: "Why"),
        .phrase("LABEL.note", vi: "Lưu ý", en: "Note"),
        .phrase("LABEL.next", vi: "Việc cần làm", en: "Next"),
        .phrase("LABEL.trust", vi: "Tin cậy theo", en: "Trust"),
        .phrase("LABEL.signature", vi: "Chữ ký {number}/{count}", en: "Signature {number} of {count}"),
        .phrase("LABEL.counterSignature", vi: "ký đối chứng cho {id}", en: "countersigns {id}"),
        .phrase("WHEN_PROVEN", vi: "{time} (có dấu thời gian chứng minh)", en: "{time} (proven by a timestamp)"),
        .phrase("WHEN_CLAIMED", vi: "{time} (theo lời người ký)", en: "{time} (as the signer states)"),
        .phrase("WHEN_UNKNOWN", vi: "không rõ", en: "not known"),
        .phrase("TRUST_FROM", vi: "{folder} ({count} chứng thư gốc)", en: "{folder} ({count} roots)"),
        .phrase("TRUST_NOWHERE", vi: "chưa có thư mục chứng thư nào", en: "no folder of certificates"),
        .phrase("WHO", vi: "{name}; đây là {kind}", en: "{name}; {kind}"),
        .phrase("FACT.kind.personal", vi: "cá nhân", en: "a person"),
        .phrase("FACT.kind.organisation", vi: "tổ chức", en: "an organisation"),
        .phrase("FACT.kind.employee", vi: "người của tổ chức", en: "an employee of an organisation"),
        .phrase("FACT.kind.authority", vi: "cơ quan nhà nước", en: "an authority"),
        .phrase("FACT.kind.unknown", vi: "không rõ loại", en: "of unknown kind"),
        .sentence(
            "UNSIGNED_CONTENT",
            vi: "Không chữ ký nào bao trùm tệp {file}.",
            en: "No signature covers the file {file}."),
        .sentence(
            "STANDARD_INPUT_TOO_LARGE",
            vi: "Dữ liệu từ đầu vào chuẩn lớn hơn mức cho phép là {limit} byte; hãy đưa tên tệp.",
            en: "Standard input is larger than the {limit} bytes that are allowed; name a file instead."),
        .sentence(
            "FOLDER_TOO_LARGE",
            vi: "Thư mục {folder} có hơn {limit} tệp.",
            en: "The folder {folder} holds more than {limit} files."),
        .sentence("SIGNED", vi: "Đã ký: {file}.", en: "Signed: {file}."),
        .sentence(
            "SIGNED.NEXT",
            vi: "Hãy gửi tệp này cùng bản gốc; kiểm tra lại bằng `kho verify {file}`.",
            en: "Send it together with the original; check it with `kho verify {file}`."),
        .sentence(
            "SIGNED_ATTACHED",
            vi: "Bản gốc nằm trong tệp này; kiểm tra lại bằng `kho verify {file}`.",
            en: "The original is inside; check it with `kho verify {file}`."),
        .sentence(
            "TRUST_ADDED",
            vi: "Đã tin cậy chứng thư {sha256} cho mục đích {purpose}.",
            en: "The certificate {sha256} is now trusted for {purpose}."),
        .sentence(
            "TRUST_KEPT",
            vi: "Đã thêm chứng thư {sha256} vào {purpose}; nó giúp tìm đường dẫn, không tự được tin cậy.",
            en: "The certificate {sha256} was added to {purpose}; it helps to find paths and is not trusted itself."),
        .sentence(
            "TRUST_ENDED",
            vi:
                "Chứng thư {sha256} không còn được tin cậy từ {until}; những gì ký trước đó, có dấu thời gian, vẫn còn giá trị.",
            en: "The certificate {sha256} is no longer trusted from {until}; what is proven to be older stays good."),
        .sentence(
            "TRUST_REMOVED",
            vi: "Đã bỏ hẳn chứng thư {sha256}; những gì ký trước đó cũng không còn được chấp nhận.",
            en: "The certificate {sha256} was removed; what was signed before is no longer accepted either."),
        .sentence(
            "TRUST_NOT_THERE",
            vi: "Không có chứng thư nào ứng với {reference} trong thư mục.",
            en: "No certificate in the folder matches {reference}."),
        .sentence(
            "TRUST_AMBIGUOUS",
            vi: "{reference} ứng với nhiều chứng thư; hãy dùng dấu vân tay SHA-256 đầy đủ.",
            en: "{reference} matches more than one certificate; give the whole SHA-256 fingerprint."),
        .sentence(
            "TRUST_SELF_CHECK",
            vi: "Thư mục {folder} dùng được: {anchors} chứng thư gốc, {crls} danh sách thu hồi.",
            en: "The folder {folder} is in order: {anchors} roots, {crls} revocation lists."),
        .sentence(
            "TRUST_FILE_BROKEN",
            vi: "Tệp {file} trong thư mục chứng thư không đọc được và bị bỏ qua.",
            en: "The file {file} in the folder of certificates cannot be read and is left out."),
        .sentence(
            "TRUST_FOLDER_BROKEN",
            vi: "Thư mục chứng thư {folder} không dùng được: {what}.",
            en: "The folder of certificates {folder} cannot be used: {what}."),
        .sentence(
            "TRUST_FOLDER_BROKEN.NEXT",
            vi: "Hãy chạy `kho trust check` để biết tệp nào sai.",
            en: "Run `kho trust check` to see which file is wrong."),
        .sentence(
            "TRUST_FOLDER_MISSING",
            vi: "Không có thư mục chứng thư {folder}.",
            en: "There is no folder of certificates {folder}."),
        .sentence(
            "TRUST_FOLDER_MISSING.NEXT",
            vi: "Hãy kiểm tra `--trust` và `KHO_TRUST`, hoặc tạo thư mục bằng `kho trust add`.",
            en: "Check `--trust` and `KHO_TRUST`, or make the folder with `kho trust add`."),
        .sentence(
            "FINGERPRINT_MISMATCH",
            vi: "Dấu vân tay bạn đưa không phải của chứng thư này; nó có dấu vân tay {sha256}.",
            en: "The fingerprint that you gave is not this certificate's; its fingerprint is {sha256}."),
        .sentence(
            "FINGERPRINT_MISMATCH.NEXT",
            vi: "Đừng tin chứng thư này cho đến khi bạn so được dấu vân tay với trang chính thức.",
            en: "Do not trust it until you have compared the fingerprint with the official site."),
    ]
}
