extension Catalogue {
    /// What became of a PDF document after it was signed (ISO 32000-2 clause 12.8); `change` is one of a closed list.
    static let pdfChanges: [Entry] = [
        .sentence(
            "CHANGED_AFTER_SIGNING",
            vi: "Tài liệu đã bị thay đổi sau khi ký: {change} (đối tượng {object}, vị trí {key}, quy tắc {rule}).",
            en: "The document was changed after it was signed: {change} (object {object}, at {key}, rule {rule})."),
        .sentence(
            "CHANGED_AFTER_SIGNING.NEXT",
            vi: "Đừng tin những gì tệp đang hiển thị; hãy xin người ký bản mà họ đã ký, chưa qua sửa đổi.",
            en: "Do not rely on what the file shows now; ask the signer for the document as it was signed."),
        .sentence(
            "PERMITTED_CHANGE",
            vi: "Thay đổi được phép sau khi ký: {change} (đối tượng {object}, vị trí {key}, quy tắc {rule}).",
            en: "A permitted change after signing: {change} (object {object}, at {key}, rule {rule})."),
        word("pageAdded", vi: "thêm trang", en: "a page was added"),
        word("pageRemoved", vi: "bỏ trang", en: "a page was removed"),
        word("pageReplaced", vi: "thay hoặc đổi thứ tự trang", en: "pages were replaced or put in another order"),
        word("pageContent", vi: "nội dung trang", en: "the content of a page"),
        word("pageProperties", vi: "khổ hoặc thuộc tính trang", en: "the size or another property of a page"),
        word("resources", vi: "tài nguyên mà trang dùng", en: "resources that a page uses"),
        word("font", vi: "phông chữ", en: "a font"),
        word("annotationAdded", vi: "thêm chú thích", en: "an annotation was added"),
        word("annotationRemoved", vi: "bỏ hoặc dời chú thích", en: "an annotation was removed or moved"),
        word("annotationChanged", vi: "chú thích bị sửa", en: "an annotation was altered"),
        word("fieldAdded", vi: "thêm trường biểu mẫu", en: "a form field was added"),
        word("fieldRemoved", vi: "bỏ trường biểu mẫu", en: "a form field was removed"),
        word("fieldValue", vi: "điền giá trị vào trường", en: "a field was filled in"),
        word("fieldValueReplaced", vi: "giá trị của trường bị thay", en: "the value of a field was replaced"),
        word("fieldProperties", vi: "thuộc tính của trường bị sửa", en: "a property of a field"),
        word("fieldAppearance", vi: "hình hiển thị của trường bị thay", en: "the look of a field"),
        word("form", vi: "biểu mẫu bị sửa", en: "the form"),
        word("signatureAdded", vi: "thêm chữ ký", en: "a further signature"),
        word("signatureChanged", vi: "chữ ký đã có bị sửa", en: "an existing signature was altered"),
        word("signatureReused", vi: "dùng lại chữ ký đã có", en: "an existing signature was used again"),
        word(
            "signatureCoversLess", vi: "chữ ký thêm sau không bao phủ phần trước đó",
            en: "a later signature that does not cover what was there"),
        word(
            "signatureNotCovered", vi: "trường chữ ký được thêm sau khi ký",
            en: "the field of a signature was added after signing"),
        word(
            "signatureWithoutValue", vi: "ô chữ ký có hình nhưng không có chữ ký đọc được",
            en: "a signature field that shows something but holds no readable signature"),
        word("signatureAppearance", vi: "hình của ô chữ ký bị thay", en: "the look of a signature field"),
        word("signatureField", vi: "thêm ô chữ ký", en: "a signature field"),
        word("signatureCoversPage", vi: "ô chữ ký che phần lớn trang", en: "a signature that covers most of a page"),
        word("layers", vi: "lớp ẩn hoặc hiện", en: "layers that hide or show content"),
        word("action", vi: "mã lệnh hoặc hành động", en: "a script or an action"),
        word("catalogue", vi: "cách mở hoặc hiển thị tài liệu", en: "how the document is opened or shown"),
        word("structure", vi: "cấu trúc thẻ của tài liệu", en: "the structure tree"),
        word("evidence", vi: "dữ liệu kiểm chứng dài hạn", en: "evidence for long-term validation"),
        word("documentTimestamp", vi: "dấu thời gian của tài liệu", en: "a document timestamp"),
        word("metadata", vi: "siêu dữ liệu", en: "metadata"),
        word("information", vi: "thông tin tài liệu", en: "document information"),
        word(
            "extensions", vi: "phiên bản hoặc phần mở rộng của định dạng", en: "the version or extensions of the format"
        ),
        word("encryption", vi: "mã hóa", en: "encryption"),
        word("trailer", vi: "phần cuối tệp", en: "the trailer of the file"),
        word("incidental", vi: "cập nhật không hiển thị gì", en: "an update that shows nothing"),
        word("object", vi: "một đối tượng bị thay", en: "an object was replaced"),
        word("sharedObject", vi: "một đối tượng dùng vào hai việc", en: "an object that is used as two things"),
        word(
            "danglingReference", vi: "một đối tượng được thêm vào chỗ trước đây để trống",
            en: "an object was put where nothing was before"),
        word("removedObject", vi: "một đối tượng đang dùng bị bỏ", en: "an object in use was taken away"),
        word("generation", vi: "một số hiệu đối tượng mang hai thế hệ", en: "an object number with another generation"),
        word("unreadable", vi: "một đối tượng không đọc được", en: "an object that cannot be read"),
        word("limit", vi: "quá nhiều thay đổi để xem hết", en: "more changes than can be looked at"),
    ]

    private static func word(_ value: String, vi: String, en: String) -> Entry {
        .phrase(MessageCode("FACT.change." + value), vi: vi, en: en)
    }
}
