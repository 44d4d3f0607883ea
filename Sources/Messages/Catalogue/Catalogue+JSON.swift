extension Catalogue {
    /// Why a JSON document is refused; `offset` counts bytes.
    static let json: [Entry] = [
        .sentence("JSON_SYNTAX", vi: "Không phải JSON, tại byte {offset}.", en: "Not JSON, at byte {offset}."),
        .sentence(
            "JSON_TRUNCATED", vi: "JSON kết thúc giữa chừng, tại byte {offset}.",
            en: "The JSON ends half-way, at byte {offset}."),
        .sentence(
            "JSON_TRAILING_BYTES", vi: "Có dữ liệu thừa sau JSON, tại byte {offset}.",
            en: "There is more after the JSON, at byte {offset}."),
        .sentence(
            "JSON_NOT_CANONICAL", vi: "JSON không ở dạng chuẩn duy nhất (RFC 8785), tại byte {offset}.",
            en: "The JSON is not in its canonical form (RFC 8785), at byte {offset}."),
        .sentence(
            "JSON_INVALID_UTF8", vi: "Chuỗi JSON không phải UTF-8, tại byte {offset}.",
            en: "A JSON string is not UTF-8, at byte {offset}."),
        .sentence(
            "JSON_LONE_SURROGATE", vi: "Chuỗi JSON chứa nửa ký tự, tại byte {offset}.",
            en: "A JSON string holds half a character, at byte {offset}."),
        .sentence(
            "JSON_NOT_AN_INTEGER", vi: "Chỉ nhận số nguyên, tại byte {offset}.",
            en: "Only whole numbers are taken, at byte {offset}."),
        .sentence(
            "JSON_INTEGER_OUT_OF_RANGE", vi: "Số quá lớn, tại byte {offset}.",
            en: "The number is too large, at byte {offset}."),
        .sentence(
            "JSON_KEY_NOT_ASCII", vi: "Tên trường phải là ASCII, tại byte {offset}.",
            en: "A key must be ASCII, at byte {offset}."),
        .sentence(
            "JSON_DUPLICATE_KEY", vi: "Một trường có mặt hai lần, trong đối tượng tại byte {offset}.",
            en: "A key is there twice, in the object at byte {offset}."),
        .sentence(
            "JSON_TOO_LARGE", vi: "JSON lớn hơn mức cho phép là {offset} byte.",
            en: "The JSON is larger than the {offset} bytes that are allowed."),
        .sentence(
            "JSON_TOO_DEEP", vi: "JSON lồng nhau quá sâu, tại byte {offset}.",
            en: "The JSON is nested too deeply, at byte {offset}."),
        .sentence(
            "JSON_TOO_MANY_ELEMENTS", vi: "JSON có quá nhiều phần tử, tại byte {offset}.",
            en: "The JSON has too many values, at byte {offset}."),
    ]
}
