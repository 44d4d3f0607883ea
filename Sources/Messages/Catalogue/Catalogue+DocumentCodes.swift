extension Catalogue {
    /// Codes that kho gives out.
    static let documentCodes: [Entry] = [
        .sentence(
            "CODE_PART_MALFORMED",
            vi: "Không lập được mã loại {scheme}: {codePart} thiếu, quá dài, hoặc có ký tự không dùng được ở đó.",
            en: "No code of scheme {scheme} can be made: {codePart} is missing, too long or misspelt."),
        .phrase("FACT.codePart.owner", vi: "số định danh của chủ sở hữu", en: "the owner's number"),
        .phrase("FACT.codePart.dossier", vi: "mã hồ sơ", en: "the dossier's code"),
        .phrase("FACT.codePart.paper-type", vi: "mã loại giấy tờ", en: "the type of paper"),
        .phrase("FACT.codePart.number", vi: "số, ký hiệu", en: "the number and notation"),
        .phrase("FACT.codePart.procedure", vi: "mã thủ tục hành chính", en: "the procedure's code"),
        .phrase("FACT.codePart.component", vi: "mã thành phần hồ sơ", en: "the component's code"),
        .phrase("FACT.codePart.register", vi: "ký hiệu sổ chứng thực", en: "the register"),
        .phrase("FACT.codePart.authority", vi: "số của cơ quan chứng thực", en: "the authority's number"),
        .phrase("FACT.codePart.agency", vi: "mã định danh cơ quan", en: "the agency's code"),
        .phrase("FACT.codePart.document-type", vi: "ký hiệu loại văn bản", en: "the type of document"),
        .phrase("FACT.codePart.day", vi: "ngày YYMMDD", en: "the day YYMMDD"),
        .phrase("FACT.codePart.version", vi: "số phiên bản", en: "the version"),
        .sentence(
            "CODE_IN_FORM",
            vi: "Mã đúng dạng của loại {scheme}. Chỉ nhật ký của kho mới cho biết kho có cấp mã đó hay không.",
            en: "The code is in the form of scheme {scheme}. Whether a vault gave it out, its log alone tells."),
        .phrase("CODE_SERIAL", vi: "số thứ tự: {serial}", en: "serial number: {serial}"),
        .sentence(
            "CODE_TOO_LONG", vi: "Mã dài hơn {limit} ký tự.", en: "The code would have more than {limit} characters."),
        .sentence(
            "CODE_SCHEME_NOT_MINTED",
            vi: "Kho không cấp mã loại {scheme}, chỉ giữ nguyên mã loại đó như khi nhận.",
            en: "The vault gives out no codes of scheme {scheme}; it keeps them as they come."),
        .sentence(
            "CODE_SCHEME_NOT_MINTED.NEXT",
            vi: "Các loại mã kho cấp được: result, paper, component, certified-copy, certification, doc-code, dossier.",
            en:
                "Schemes that the vault gives codes in: result, paper, component, certified-copy, certification, doc-code, dossier."
        ),
        .sentence(
            "CODE_NOT_MINTED", vi: "Mã này không có dạng mã loại {scheme} do kho cấp.",
            en: "That is not how the vault writes a code of scheme {scheme}."),
        .sentence(
            "CODE_SERIES_EXHAUSTED", vi: "Dãy số này không còn đủ số: số lớn nhất là {limit}.",
            en: "Too few numbers are left in that series, which ends at {limit}."),
        .sentence(
            "CODE_COUNT_OUT_OF_RANGE", vi: "Mỗi lần cấp được từ 1 đến {limit} mã.",
            en: "From 1 to {limit} codes are given out at a time."),
        .sentence(
            "AGENCY_CODE_MALFORMED",
            vi: "Mã định danh cơ quan phải có dạng H37, G06.01 hoặc 000.00.01.H22, viết hoa, viết liền.",
            en: "An agency's code reads H37, G06.01 or 000.00.01.H22, in capitals and without blanks."),
    ]
}
