extension Catalogue {
    /// What is wrong with a PDF, or with the form of a signature in it (ISO 32000-2, ETSI EN 319 142-1).
    static let pdf: [Entry] = [
        .phrase("DOCUMENT_TIMESTAMP", vi: "Dấu thời gian trên toàn tài liệu, {time}", en: "Document timestamp, {time}"),
        .sentence(
            "PDF_MALFORMED",
            vi: "Không đọc được tệp PDF này mà không phải đoán: {what}.",
            en: "The PDF file cannot be read without guessing: {what}."),
        .sentence(
            "PDF_MALFORMED.NEXT",
            vi: "Có thể tệp bị hỏng khi gửi; hãy tải lại hoặc xin người ký gửi lại, đừng mở rồi lưu lại.",
            en:
                "It may have been damaged on the way; download it again or ask the signer for it, without opening and saving it."
        ),
        .sentence(
            "PDF_TOO_LARGE",
            vi: "Tệp PDF vượt quá giới hạn mà kho chấp nhận: {what}.",
            en: "The PDF file exceeds what kho accepts: {what}."),
        .sentence(
            "PDF_ENCRYPTED",
            vi: "Tệp PDF này cần mật khẩu mới mở được, nên kho không đọc được chữ ký trong đó.",
            en: "The PDF file opens with a password only, so kho cannot read the signatures in it."),
        .sentence(
            "PDF_ENCRYPTED.NEXT",
            vi: "Hãy xin người gửi một bản không đặt mật khẩu mở tệp, do chính họ ký.",
            en: "Ask the sender for a file without a password to open it, signed by themselves."),
        .sentence(
            "PDF_SIGNATURE_MALFORMED",
            vi: "Phần ghi chữ ký của ô {field} bị hỏng hoặc đọc được theo hai cách.",
            en: "The signature dictionary of the field {field} is damaged, or could be read in two ways."),
        .sentence(
            "PDF_SIGNATURE_INCOMPLETE",
            vi: "Ô chữ ký {field} không có chữ ký, hoặc không ghi chữ ký phủ những phần nào.",
            en: "The signature field {field} holds no signature, or does not say what it covers."),
        .sentence(
            "PDF_BYTE_RANGE_BEYOND_END",
            vi: "Chữ ký ở ô {field} phủ tới byte {end}, nhưng tệp chỉ có {size} byte: tệp đã bị cắt.",
            en: "The signature in {field} covers up to byte {end}, but the file has {size} bytes: it was cut."),
        .sentence(
            "PDF_BYTE_RANGE_FORM",
            vi:
                "Chữ ký ở ô {field} không phủ toàn bộ tài liệu theo dạng duy nhất an toàn: từ byte đầu tới byte cuối, chỉ chừa chỗ của chính chữ ký.",
            en:
                "The signature in {field} does not cover the document in the one safe form: from the first byte to the last, but for the signature itself."
        ),
        .sentence(
            "PDF_GAP_NOT_CONTENTS",
            vi: "Phần không được chữ ký ở ô {field} phủ không đúng là chỗ của chữ ký; ở đó có thể giấu nội dung khác.",
            en:
                "What the signature in {field} leaves out is not exactly the signature itself; other content can hide there."
        ),
        .sentence(
            "PDF_SIGNATURE_NOT_IN_REVISION",
            vi: "Phần ghi chữ ký của ô {field} không nằm trong bản tài liệu mà chữ ký phủ, hoặc đã bị thay sau khi ký.",
            en:
                "The signature dictionary of {field} does not stand in the revision that it covers, or was replaced after signing."
        ),
        .sentence(
            "PDF_REVISION_INCOMPLETE",
            vi: "Chữ ký ở ô {field} không phủ trọn một bản của tài liệu ({detail}).",
            en: "The signature in {field} does not cover a whole revision of the document ({detail})."),
        .sentence(
            "PDF_HYBRID_REFERENCES",
            vi:
                "Sau chữ ký ở ô {field}, tài liệu được ghi thêm sao cho phần mềm cũ và phần mềm mới thấy hai nội dung khác nhau.",
            en:
                "After the signature in {field} the document was added to so that old and new readers see two different contents."
        ),
        .sentence(
            "PDF_UPDATE_NOT_PLAIN",
            vi:
                "Sau chữ ký ở ô {field}, tài liệu được ghi thêm theo cách khiến một số phần mềm bỏ qua bảng mục lục và có thể hiện nội dung khác.",
            en:
                "After the signature in {field} the document was added to in a way that makes some readers pass over its cross-references, and show other content."
        ),
        .sentence(
            "PDF_APPENDED_BYTES",
            vi: "Sau chữ ký ở ô {field}, tệp có thêm dữ liệu mà bảng mục lục của tài liệu không nhắc tới.",
            en:
                "After the signature in {field} the file has further bytes that no cross-reference of the document names."
        ),
        .sentence(
            "PDF_SIGNATURE_SHARED",
            vi: "Một chữ ký được dùng cho nhiều ô, trong đó có ô {field}; không rõ ô nào đã thật sự được ký.",
            en: "One signature is used by several fields, {field} among them; which of them was signed is unknown."),
        .sentence(
            "PDF_BYTE_RANGE_OVERLAP",
            vi: "Chữ ký ở ô {field} phủ đúng phần mà một chữ ký khác đã phủ, điều không thể có khi ký lần lượt.",
            en:
                "The signature in {field} covers just what another one covers, which signing one after the other cannot give."
        ),
        .sentence(
            "PDF_SUBFILTER_UNKNOWN",
            vi: "kho không biết dạng chữ ký {subFilter}, nên không kết luận được.",
            en: "kho does not know the form of signature {subFilter}, so it cannot decide."),
        .sentence(
            "PDF_SUBFILTER_OBSOLETE",
            vi: "Chữ ký thuộc dạng cũ {subFilter}, dựa trên SHA-1, nay không còn chứng minh được nội dung.",
            en: "The signature has the old form {subFilter}, which rests on SHA-1 and no longer proves the content."),
        .sentence(
            "PDF_CMS_MALFORMED",
            vi: "Dữ liệu chữ ký trong tệp PDF không phải là một chữ ký CMS đọc được của một người ký.",
            en: "The signature in the PDF is no readable CMS of one signer."),
        .sentence(
            "PDF_CMS_NOT_DETACHED",
            vi: "Chữ ký trong tệp PDF mang theo một nội dung khác bên trong, điều không được phép.",
            en: "The signature in the PDF carries another content inside, which is not allowed."),
        .sentence(
            "PDF_TIMESTAMP_TYPE",
            vi: "Dấu thời gian này lại tự khai là một chữ ký, nên không chứng minh được gì.",
            en: "The timestamp calls itself a signature, so it proves nothing."),
        .sentence(
            "PDF_SIGNATURE_INCOMPLETE.NEXT",
            vi: "Hãy mở tài liệu xem ô này đã được ký hay chưa; nếu chưa, tài liệu cần được ký.",
            en: "See whether that field was ever signed; if not, the document still has to be signed."),
        .sentence(
            "PDF_APPENDED_BYTES.NEXT",
            vi: "Hãy xin người ký gửi lại tệp như lúc họ vừa ký.",
            en: "Ask the signer for the file as it was when they had signed it."),
    ]
}
