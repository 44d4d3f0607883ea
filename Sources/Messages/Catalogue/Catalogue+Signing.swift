extension Catalogue {
    /// Making signatures: inside PDF files, and with timestamps.
    static let signing: [Entry] = [
        .sentence(
            "SIGNED_PDF",
            vi: "Chữ ký nằm ngay trong tệp PDF này; kiểm tra lại bằng `kho verify {file}`.",
            en: "The signature is inside this PDF file; check it with `kho verify {file}`."),
        .sentence(
            "SIGN_NOT_A_PDF",
            vi: "Tệp {file} không phải là PDF, nên không dùng được tùy chọn {option}.",
            en: "The file {file} is no PDF, so {option} cannot be used."),
        .sentence(
            "SIGN_FILE_CHANGED",
            vi: "Tệp {file} bị thay đổi trong lúc ký, nên chữ ký không còn khớp và không tệp nào được ghi.",
            en: "The file {file} was changed while it was signed: the signature would not fit, and nothing was written."
        ),
        .sentence(
            "SIGN_FILE_CHANGED.NEXT",
            vi: "Hãy đóng phần mềm đang ghi vào tệp rồi ký lại.",
            en: "Close whatever writes to the file, and sign it again."),
        .sentence(
            "SIGN_PDF_NOT_READABLE",
            vi: "Tệp PDF {file} bị hỏng hoặc sai cấu trúc ({what}), nên không ký vào trong được.",
            en: "The PDF file {file} is damaged or malformed ({what}), so no signature can be put into it."),
        .sentence(
            "SIGN_PDF_NOT_READABLE.NEXT",
            vi: "Hãy xuất lại tệp từ phần mềm đã tạo ra nó, hoặc ký bằng một tệp chữ ký riêng với `--format cades`.",
            en: "Export it again from where it was made, or sign it with a file beside it: `--format cades`."),
        .sentence(
            "SIGN_PDF_ENCRYPTED",
            vi: "Tệp PDF {file} được mã hóa; kho không ký vào trong tệp như vậy.",
            en: "The PDF file {file} is encrypted; kho puts no signature into such a file."),
        .sentence(
            "SIGN_PDF_ENCRYPTED.NEXT",
            vi: "Hãy lưu một bản không mã hóa rồi ký, hoặc ký bằng một tệp chữ ký riêng với `--format cades`.",
            en: "Save it without encryption and sign that, or sign it with a file beside it: `--format cades`."),
        .sentence(
            "SIGN_PDF_TOO_LARGE",
            vi: "Tệp PDF {file} quá lớn để thêm chữ ký vào trong.",
            en: "The PDF file {file} is too large for a signature inside."),
        .sentence(
            "SIGN_PDF_TOO_LARGE.NEXT",
            vi: "Hãy ký bằng một tệp chữ ký riêng với `--format cades`.",
            en: "Sign it with a file beside it: `--format cades`."),
        .sentence(
            "SIGN_PDF_CHANGES_FORBIDDEN",
            vi: "Tệp PDF {file} đã được chứng nhận và người chứng nhận không cho thay đổi gì nữa, kể cả ký thêm.",
            en: "The PDF file {file} is certified, and whoever did so allows no change any more, nor another signature."
        ),
        .sentence(
            "SIGN_PDF_CHANGES_FORBIDDEN.NEXT",
            vi: "Hãy xin bản được phép ký thêm, hoặc ký bằng một tệp chữ ký riêng với `--format cades`.",
            en: "Ask for one that may be signed, or sign it with a file beside it: `--format cades`."),
        .sentence(
            "SIGN_PDF_ALREADY_SIGNED",
            vi: "Tệp PDF {file} đã có chữ ký; chỉ chữ ký đầu tiên mới chứng nhận được tài liệu.",
            en: "The PDF file {file} has a signature; only the first one can certify the document."),
        .sentence(
            "SIGN_PDF_ALREADY_SIGNED.NEXT",
            vi: "Hãy ký mà không dùng `--certify`.",
            en: "Sign it without `--certify`."),
        .sentence(
            "SIGN_PDF_FIELD_LOCKED",
            vi: "Một chữ ký trước đã khóa ô chữ ký {field}; ký vào đó sẽ làm hỏng chữ ký trước.",
            en: "An earlier signature has locked the field {field}; to sign in it would break that signature."),
        .sentence(
            "SIGN_PDF_FIELD_LOCKED.NEXT",
            vi: "Hãy chọn ô khác bằng `--field`, hoặc ký bằng một tệp chữ ký riêng với `--format cades`.",
            en: "Choose another field with `--field`, or sign it with a file beside it: `--format cades`."),
        .sentence(
            "SIGN_PDF_FIELD_SIGNED",
            vi: "Ô chữ ký {field} đã có chữ ký.",
            en: "The field {field} holds a signature already."),
        .sentence(
            "SIGN_PDF_FIELD_SIGNED.NEXT",
            vi: "Hãy chọn ô khác bằng `--field`, hoặc bỏ tùy chọn này để kho tạo ô mới.",
            en: "Choose another one with `--field`, or leave that out, and a new one is made."),
        .sentence(
            "SIGN_PDF_FIELD_OTHER_KIND",
            vi: "Trong biểu mẫu, {field} không phải là ô chữ ký.",
            en: "In this form, {field} is no signature field."),
        .sentence(
            "SIGN_PDF_FIELD_NAME",
            vi: "Không đặt tên ô chữ ký mới là {field} được; tên không được trống hay có dấu chấm.",
            en: "A new signature field cannot be named {field}; a name is not empty and has no full stop."),
        .sentence(
            "SIGN_PDF_SEED_VALUE",
            vi: "Người lập biểu mẫu đặt điều kiện {what} cho chữ ký trong ô {field}, mà lần ký này không đáp ứng.",
            en: "The author of the form asks for {what} of a signature in {field}, which this one does not meet."),
        .sentence(
            "SIGN_PDF_SIGNATURE_TOO_LARGE",
            vi: "Chữ ký cùng dấu thời gian lớn hơn chỗ đã dành ({what} byte), nên chưa có gì được ghi.",
            en: "The signature with its timestamp is larger than the room for it ({what} bytes); nothing was written."),
        .sentence(
            "SIGN_PDF_SIGNATURE_TOO_LARGE.NEXT",
            vi: "Hãy dùng một máy chủ dấu thời gian khác, hoặc ký không có `--timestamp`.",
            en: "Use another timestamp server, or sign without `--timestamp`."),
    ]
}

extension Catalogue {
    /// Visible signatures on a page.
    static let stamps: [Entry] = [
        .phrase("STAMP_SIGNER", vi: "Ký bởi: {signer}", en: "Signed by: {signer}"),
        .phrase("STAMP_TIME", vi: "Thời gian ký: {time}", en: "Signing time: {time}"),
        .phrase("STAMP_REASON", vi: "Lý do: {reason}", en: "Reason: {reason}"),
        .sentence(
            "SIGN_STAMP_FORBIDDEN",
            vi: "Tệp PDF {file} đã được chứng nhận; thêm một chữ ký nhìn thấy được sẽ làm hỏng chứng nhận đó.",
            en: "The PDF file {file} is certified; a new visible signature would break that."),
        .sentence(
            "SIGN_STAMP_FORBIDDEN.NEXT",
            vi: "Hãy ký mà không dùng `--stamp`.",
            en: "Sign it without `--stamp`."),
        .sentence(
            "SIGN_STAMP_EXISTING_FIELD",
            vi: "Ô chữ ký {field} đã có vị trí riêng trên trang, nên không dùng được `--stamp` cùng với nó.",
            en: "The field {field} has its own place on a page, so `--stamp` cannot be used with it."),
        .sentence(
            "SIGN_STAMP_PAGE",
            vi: "Tệp PDF {file} không có trang mà `--stamp` chỉ ra.",
            en: "The PDF file {file} has no such page as `--stamp` names."),
        .sentence(
            "SIGN_STAMP_ROOM",
            vi: "Trang được chọn trong {file} không còn chỗ cho chữ ký nhìn thấy được ở góc đó.",
            en: "The page of {file} has no room left for a visible signature along that edge."),
        .sentence(
            "SIGN_STAMP_ROOM.NEXT",
            vi: "Hãy chọn góc hay trang khác, hoặc viết lý do ngắn hơn.",
            en: "Choose another corner or page, or give a shorter reason."),
        .sentence(
            "SIGN_STAMP_FONT",
            vi: "Không dùng được phông chữ cho chữ ký nhìn thấy được; cần một tệp TrueType (.ttf) cho phép nhúng.",
            en: "The font for the visible signature cannot be used; it must be TrueType (.ttf) that may be embedded."),
        .sentence(
            "SIGN_STAMP_FONT.NEXT",
            vi: "Hãy chỉ ra phông khác bằng `--stamp-font TỆP`.",
            en: "Name another one with `--stamp-font FILE`."),
        .sentence(
            "SIGN_STAMP_FONT_MISSING",
            vi: "Máy này không có phông chữ nào trong số các phông mà kho tự tìm cho chữ ký nhìn thấy được.",
            en: "None of the fonts that kho looks for is on this machine, and a visible signature needs one."),
        .sentence(
            "SIGN_STAMP_FONT_MISSING.NEXT",
            vi: "Hãy cài gói `fonts-dejavu-core`, hoặc chỉ ra một tệp .ttf bằng `--stamp-font TỆP`.",
            en: "Install the package `fonts-dejavu-core`, or name a .ttf file with `--stamp-font FILE`."),
        .sentence(
            "SIGN_STAMP_GLYPH",
            vi: "Phông chữ không có ký tự {character}, nên chữ ký nhìn thấy được sẽ bị thiếu chữ.",
            en: "The font has no glyph for {character}, so the visible signature would lack it."),
        .sentence(
            "SIGN_STAMP_GLYPH.NEXT",
            vi: "Hãy chỉ ra phông khác bằng `--stamp-font TỆP`.",
            en: "Name another one with `--stamp-font FILE`."),
    ]
}

extension Catalogue {
    /// Time-stamping authorities, and what can go wrong on the way to them.
    static let retrieval: [Entry] =
        [
            .sentence(
                "TSA_ANSWER_MALFORMED",
                vi: "Máy chủ dấu thời gian trả lời không đúng định dạng, nên chưa có gì được ký.",
                en: "The timestamp server's answer cannot be read, so nothing was signed."),
            .sentence(
                "TSA_REJECTED",
                vi: "Máy chủ dấu thời gian từ chối ({detail}), nên chưa có gì được ký.",
                en: "The timestamp server refused ({detail}), so nothing was signed."),
            .sentence(
                "TSA_WRONG_IMPRINT",
                vi: "Máy chủ dấu thời gian trả về dấu của dữ liệu khác, nên chưa có gì được ký.",
                en: "The timestamp server sent a timestamp of other data, so nothing was signed."),
            .sentence(
                "TSA_WRONG_NONCE",
                vi: "Máy chủ dấu thời gian trả về câu trả lời cho một lần hỏi khác, nên chưa có gì được ký.",
                en: "The timestamp server answered another question than this one, so nothing was signed."),
            .sentence(
                "TSA_BAD_SIGNATURE",
                vi: "Chữ ký trên dấu thời gian không đúng với chứng thư kèm theo, nên chưa có gì được ký.",
                en: "The timestamp's own signature does not fit the certificate that it names, so nothing was signed."),
            .sentence(
                "RETRIEVAL_ADDRESS",
                vi: "Địa chỉ dấu thời gian chưa đúng; cần một địa chỉ http hoặc https không kèm tên người dùng.",
                en: "This is no address of a timestamp server; it must be http or https, without a user's name."),
            .sentence(
                "RETRIEVAL_HOST_NOT_PUBLIC",
                vi: "Máy {host} nằm trong mạng riêng; địa chỉ lấy từ chứng thư không được dẫn đến đó.",
                en: "The host {host} is in a private network, where an address from a certificate may not lead."),
            .sentence(
                "RETRIEVAL_UNREACHABLE",
                vi: "Không kết nối được tới {host}, hoặc kết nối bị đứt.",
                en: "The host {host} cannot be reached, or the connection broke."),
            .sentence(
                "RETRIEVAL_TIMED_OUT",
                vi: "Máy {host} không trả lời xong trong thời hạn.",
                en: "The host {host} did not answer in time."),
            .sentence(
                "RETRIEVAL_TLS",
                vi: "Không thiết lập được kết nối an toàn tới {host}; chứng thư của máy đó không dùng được.",
                en: "There is no secure connection to {host}; its certificate does not do."),
            .sentence(
                "RETRIEVAL_STATUS",
                vi: "Máy {host} trả lời với mã HTTP {status}.",
                en: "The host {host} answered with the HTTP status {status}."),
            .sentence(
                "RETRIEVAL_TOO_LARGE",
                vi: "Câu trả lời của {host} dài hơn mức cho phép là {limit} byte.",
                en: "The answer of {host} is larger than the {limit} bytes that are allowed."),
            .sentence(
                "RETRIEVAL_UNEXPECTED_TYPE",
                vi: "Máy {host} không trả về dấu thời gian mà trả về dữ liệu loại {type}.",
                en: "The host {host} sent no timestamp, but data of the type {type}."),
            .sentence(
                "RETRIEVAL_INTERRUPTED",
                vi: "Việc hỏi {host} đã bị dừng giữa chừng.",
                en: "The question to {host} was stopped half-way."),
        ]
        + withoutTimestamp.map {
            .sentence(
                MessageCode("\($0).NEXT"),
                vi: "Hãy thử lại sau, dùng một máy chủ khác, hoặc ký không có `--timestamp`.",
                en: "Try again later, use another server, or sign without `--timestamp`.")
        }

    /// What is to be done is the same.
    private static let withoutTimestamp = [
        "TSA_ANSWER_MALFORMED", "TSA_REJECTED", "TSA_WRONG_IMPRINT", "TSA_WRONG_NONCE", "TSA_BAD_SIGNATURE",
        "RETRIEVAL_UNREACHABLE", "RETRIEVAL_TIMED_OUT", "RETRIEVAL_TLS", "RETRIEVAL_STATUS", "RETRIEVAL_TOO_LARGE",
        "RETRIEVAL_UNEXPECTED_TYPE",
    ]
}
