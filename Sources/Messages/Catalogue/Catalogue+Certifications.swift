extension Catalogue {
    /// Certified copies: what is certified, and what stands against it.
    static let certifications: [Entry] = [
        .phrase("LABEL.certification", vi: "Lời chứng", en: "Certified"),
        .phrase("LABEL.authority", vi: "Cơ quan", en: "Authority"),
        .phrase("LABEL.certifier", vi: "Người ký", en: "Certifier"),
        .phrase("LABEL.original", vi: "Bản chính", en: "Original"),
        .phrase("LABEL.scan", vi: "Bản sao", en: "Copy"),
        .phrase("LABEL.statement", vi: "Lời người ký", en: "States"),
        .phrase("LABEL.attestation", vi: "Kho xác nhận", en: "Vault attests"),
        .phrase("LABEL.certifiedBy", vi: "Chứng thực", en: "Certification"),
        .phrase(
            "CERTIFIED_AS", vi: "{statement}; số {number}, quyển số {book}, {time}",
            en: "{statement}; number {number}, book {book}, {time}"),
        .phrase("CERTIFIED_SCAN", vi: "số trang: {pages}, SHA-256 {sha256}", en: "pages: {pages}, SHA-256 {sha256}"),
        .phrase("CERTIFIED_FOR_GOOD", vi: "không thời hạn", en: "without end"),
        .sentence(
            "CERTIFIED_BY_SIGNATURES",
            vi: "Chính chữ ký của người chứng thực và cơ quan nêu lời chứng này.",
            en: "The signatures themselves state this."),
        .sentence(
            "CERTIFIED_BY_RECORD",
            vi: "Lời chứng này chỉ có trong hồ sơ của kho; các chữ ký không nêu.",
            en: "The vault's record alone states this; the signatures do not."),
        .sentence(
            "VAULT_ATTESTS",
            vi: "Kho đã nhận, kiểm tra và giữ đúng các tệp này; biên nhận và con dấu của kho ở trên.",
            en: "The vault received, validated and kept these very files: its receipt and seal stand above."),
        .sentence(
            "VAULT_DOES_NOT_ATTEST",
            vi: "Con dấu hoặc biên nhận của kho không đạt, nên kho không xác nhận gì về bản sao này.",
            en: "The vault's seal or receipt did not pass, so the vault attests nothing of this copy."),
        .sentence(
            "CERTIFY_PAGES_WANTED", vi: "Hãy cho biết số trang của ảnh bằng `--pages`.",
            en: "Say by `--pages` how many pages the picture shows."),
        .sentence(
            "CERTIFY_AUTHORITY_UNNUMBERED", vi: "Chứng thư của cơ quan không có số định danh nào.",
            en: "The authority's certificate holds no number that names it."),
        .sentence(
            "CERTIFY_NUMBER_SPENT",
            vi: "Số chứng thực {number}, quyển {book}, đã cấp trong nhật ký nhưng chưa dùng; lần sau sẽ là số khác.",
            en: "Number {number} of book {book} was given out in the log and not used; the next try gets another."),
        .sentence(
            "CERTIFY_KEPT",
            vi: "Bản sao số {number} đã được giữ với mã {document}; lấy lại tệp bằng `kho receipt` và `kho get`.",
            en: "The copy, number {number}, is kept as {document}; `kho receipt` and `kho get` write the files again."),
        .sentence(
            "CERTIFICATION_MALFORMED", vi: "Thông tin chứng thực không đúng ở mục {field}.",
            en: "The certification is not in its form at {field}."),
        .sentence(
            "CERTIFICATION_MALFORMED.NEXT", vi: "Xem các mục và ví dụ trong docs/certified-copies.md.",
            en: "The fields are listed in docs/certified-copies.md, with an example."),
        .sentence(
            "CERTIFICATION_FILE_MALFORMED",
            vi: "Tệp {file} không phải một đối tượng JSON mà kho nhận, tại byte {offset}.",
            en: "The file {file} is no JSON object that kho takes, at byte {offset}."),
        .sentence(
            "CERTIFICATION_NUMBER_TAKEN", vi: "Số chứng thực {number} trong quyển này đã thuộc về một bản sao khác.",
            en: "Number {number} of that book belongs to another certified copy."),
        .sentence(
            "ADMISSION_CERTIFICATION_MISSING", vi: "Bản sao chứng thực phải kèm thông tin chứng thực.",
            en: "A certified copy needs to say what was certified."),
        .sentence(
            "ADMISSION_CERTIFICATION_MISSING.NEXT",
            vi: "Dùng `--certification TỆP.json`, hoặc lập bản sao bằng `kho certify`.",
            en: "Use `--certification FILE.json`, or make the copy with `kho certify`."),
        .sentence(
            "ADMISSION_CERTIFICATION_NOT_ADMITTED", vi: "Thông tin chứng thực chỉ dùng cho loại dữ liệu 5.",
            en: "A certification goes with category 5 alone."),
        .sentence(
            "ADMISSION_CERTIFIER_MISSING",
            vi: "Tệp không có chữ ký nguyên vẹn của người chứng thực dưới chứng thư gốc của cơ quan nhà nước.",
            en: "The file has no intact signature of a certifier under an authority's root."),
        .sentence(
            "ADMISSION_CERTIFIER_NOT_IN_ROLES", vi: "Tệp roles của kho không ghi người đã ký là người chứng thực.",
            en: "The vault's file roles does not name the person who signed as a certifier."),
        .sentence(
            "ADMISSION_CERTIFIER_NOT_IN_ROLES.NEXT", vi: "Người vận hành thêm dòng `certifier SCHEME:ID of SCHEME:ID`.",
            en: "The operator may add a line `certifier SCHEME:ID of SCHEME:ID`."),
        .sentence(
            "ADMISSION_AUTHORITY_NOT_IN_ROLES", vi: "Tệp roles của kho không ghi cơ quan đã đóng dấu.",
            en: "The vault's file roles does not name the agency whose seal this is."),
        .sentence(
            "ADMISSION_AUTHORITY_NOT_IN_ROLES.NEXT", vi: "Người vận hành thêm dòng `agency SCHEME:ID`.",
            en: "The operator may add a line `agency SCHEME:ID`."),
        .sentence(
            "ADMISSION_CERTIFIER_DIFFERS", vi: "Người chứng thực đã ký không phải người được nêu tên.",
            en: "The certifier who signed is not the one who is named."),
        .sentence(
            "ADMISSION_AUTHORITY_DIFFERS", vi: "Cơ quan đã ký không phải cơ quan được nêu.",
            en: "The authority that signed is not the one that is named."),
        .sentence(
            "ADMISSION_CERTIFIER_OF_OTHER_AUTHORITY", vi: "Người chứng thực này thuộc cơ quan khác với cơ quan đã ký.",
            en: "That certifier belongs to another authority than the one that signed."),
        .sentence(
            "ADMISSION_SIGNING_ORDER_WRONG", vi: "Cơ quan ký trước người chứng thực; thứ tự phải ngược lại.",
            en: "The authority signed before the certifier; the law wants the other order."),
        .sentence(
            "ADMISSION_SIGNING_ORDER_UNPROVEN", vi: "Không chứng minh được ai ký trước: hai chữ ký đứng song song.",
            en: "Nothing proves who signed first: the two signatures stand side by side."),
        .sentence(
            "ADMISSION_SIGNING_ORDER_UNPROVEN.NEXT",
            vi: "PDF: ký lần lượt hai lần; tệp khác: cơ quan ký đối chứng lên chữ ký của người chứng thực.",
            en: "Sign a PDF twice in turn; elsewhere the authority countersigns the certifier's signature."),
        .sentence(
            "ADMISSION_CERTIFIED_SCAN_DIFFERS", vi: "Nội dung đã ký không phải tệp mà lời chứng nêu.",
            en: "What is signed is not the file that the certification names."),
        .sentence(
            "ADMISSION_PAGE_COUNT_DIFFERS", vi: "Lời chứng nêu {stated} trang, tệp có {counted} trang.",
            en: "The certification says {stated} pages; the file has {counted}."),
        .sentence(
            "ADMISSION_STATEMENT_CONTRADICTS", vi: "Một chữ ký nêu lời chứng khác với thông tin chứng thực.",
            en: "A signature states another certification than the one that is given."),
    ]
}
