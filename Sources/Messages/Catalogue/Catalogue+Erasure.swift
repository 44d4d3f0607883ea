extension Catalogue {
    /// Asking for an erasure, approving it, and what stays of it.
    static let erasure: [Entry] = [
        .sentence(
            "DOCUMENT_ERASED", vi: "Tài liệu đó đã bị xóa; mục nhật ký {index} và biên bản ghi lại việc xóa.",
            en: "That document was erased; entry {index} of the log and its minutes say so."),
        .sentence(
            "ERASURE_REASON_MALFORMED",
            vi: "Lý do xóa là một từ viết thường không dấu, ví dụ owner-request, và không được chứa số định danh.",
            en: "The reason is a word in small letters, owner-request for example, and holds nobody's number."),
        .sentence(
            "ERASURE_NOT_FOUND", vi: "Kho không có yêu cầu xóa hoặc biên bản xóa nào như vậy.",
            en: "The vault has no such request or erasure."),
        .phrase("ERASURE_NOT_FOUND.NEXT", vi: "Xem danh sách: kho erase list", en: "See the list: kho erase list"),
        .sentence("ERASURE_DONE", vi: "Yêu cầu đó đã được thực hiện.", en: "That request was carried out already."),
        .sentence(
            "ERASURE_TOO_LARGE", vi: "Một lần xóa có tối đa {limit} mục nhật ký; hãy xóa làm nhiều lần.",
            en: "One erasure takes {limit} entries at most; erase in portions."),
        .sentence(
            "ERASURE_OWNERS_DIFFER", vi: "Các tài liệu đó thuộc nhiều chủ sở hữu; mỗi người một yêu cầu.",
            en: "These documents are of several owners; make a request for each."),
        .sentence(
            "ERASURE_OUTDATED",
            vi: "Từ khi lập yêu cầu, kho có thêm hoặc bớt mục về các tài liệu này; chưa xóa gì.",
            en: "Since the request was drawn up there is more or less about these documents; nothing was erased."),
        .sentence("ERASURE_OUTDATED.NEXT", vi: "Hãy lập yêu cầu mới.", en: "Make a new request."),
        .sentence(
            "ERASURE_PROVES_LINK",
            vi: "Tài liệu này đang chứng minh hai số định danh là của một người; chưa xóa gì.",
            en: "This document proves that two numbers are one owner's; nothing was erased."),
        .sentence(
            "ERASURE_PROVES_LINK.NEXT", vi: "Tách hai số trước (kho owner unlink), hoặc xóa mọi thứ của chủ sở hữu.",
            en: "Part the two first (kho owner unlink), or erase all of the owner."),
        .sentence(
            "ERASURE_STATEMENT", vi: "Nội dung được ký không phải là văn bản của yêu cầu này.",
            en: "What was signed is not the statement of this request."),
        .sentence(
            "ERASURE_SIGNATURE",
            vi: "Chữ ký trên văn bản xóa không được chấp nhận: {indication} {subIndication}.",
            en: "The signature under the statement is not accepted: {indication} {subIndication}."),
        .sentence(
            "ERASURE_NOT_ENTITLED",
            vi: "Người ký không phải chủ sở hữu, cũng không có vai trò officer hoặc operator trong tệp roles của kho.",
            en: "Whoever signed is neither the owner nor an officer or operator in the vault's file roles."),
        .sentence(
            "ERASURE_NOT_APPROVER", vi: "Người ký không có vai trò approver trong tệp roles của kho.",
            en: "Whoever signed is no approver in the vault's file roles."),
        .sentence(
            "ERASURE_SAME_PERSON",
            vi: "Người duyệt phải là người khác với người yêu cầu và với chủ sở hữu, dùng chứng thư và khóa khác.",
            en:
                "The approver must be another person than the one who asked and the owner, with another certificate and key."
        ),
        .sentence(
            "ERASURE_LIST", vi: "Danh sách xóa không dùng được: {fault}.",
            en: "The list of erasures cannot be used: {fault}."),
        .phrase("FACT.fault.malformed", vi: "sai định dạng", en: "it is not in its form"),
        .phrase("FACT.fault.vault", vi: "của kho khác", en: "it is another vault's"),
        .phrase("FACT.fault.seal", vi: "dấu của kho không đúng", en: "the vault's seal is not good"),
        .sentence(
            "ERASURE_REQUESTED",
            vi: "Đã ghi yêu cầu xóa {request} cho {records} mục, ở mục nhật ký {index}. Chưa xóa gì.",
            en: "Request {request} for {records} entries is in the log, at {index}. Nothing is erased yet."),
        .phrase(
            "ERASURE_REQUESTED.NEXT",
            vi: "Một người khác có vai trò approver duyệt: kho erase approve {request} --key KEY.p12",
            en: "Another person, an approver, approves it: kho erase approve {request} --key KEY.p12"),
        .sentence(
            "ERASED", vi: "Đã xóa {documents} tài liệu, {records} mục. Biên bản {erasure}, mục nhật ký {index}.",
            en: "Erased: {documents} documents, {records} entries. Minutes {erasure}, entry {index} of the log."),
        .sentence(
            "ERASURE_UNFINISHED",
            vi: "Việc xóa đã có hiệu lực nhưng tệp dữ liệu chưa dọn xong: tiến trình khác còn đang đọc.",
            en: "The erasure stands, but the files are not all cleaned yet: another process still reads."),
        .phrase("ERASURE_UNFINISHED.NEXT", vi: "Chạy lại: kho erase finish", en: "Run: kho erase finish"),
        .sentence("ERASURE_FINISHED", vi: "Không còn gì phải dọn.", en: "Nothing is left to take away."),
        .sentence("ERASURE_NONE", vi: "Chưa có yêu cầu xóa nào.", en: "There are no requests and no erasures."),
        .phrase(
            "ERASURE_WAITING",
            vi: "chờ duyệt: {reason}, {records} mục, {requester} yêu cầu",
            en: "waits: {reason}, {records} entries, asked for by {requester}"),
        .phrase(
            "ERASURE_ENTRY", vi: "đã xóa: {reason}, {records} mục",
            en: "erased: {reason}, {records} entries"),
        .phrase("FACT.requester.owner", vi: "chủ sở hữu", en: "the owner"),
        .phrase("FACT.requester.officer", vi: "cán bộ", en: "an officer"),
        .phrase("FACT.requester.operator", vi: "người vận hành", en: "an operator"),
        .sentence(
            "ERASURE_NAMED_BY", vi: "Bản kê {sequence} cho {audience} đã nêu {count} mục.",
            en: "Manifest {sequence} for {audience} named {count} entries."),
        .sentence(
            "ERASURE_COPY", vi: "{time}: {role} {agency} đã nhận ({action}).",
            en: "{time}: {role} {agency} got it ({action})."),
        .sentence(
            "ERASURES_APPLIED", vi: "Đã xóa lại {count} trong {entries} việc của danh sách.",
            en: "Erased again: {count} of {entries} in the list."),
    ]
}
