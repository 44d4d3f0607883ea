extension Catalogue {
    /// Consents: what is wrong with one, and what is to be done by when.
    static let consents: [Entry] =
        consentRefusals + [
            .sentence(
                "CONSENT_DRAFTED", vi: "Đã viết bản đồng ý để ký: {file}.",
                en: "The statement to be signed is in {file}."),
            .sentence(
                "CONSENT_DRAFTED.NEXT", vi: "Chủ sở hữu ký nguyên tệp bằng `kho sign`; đừng sửa byte nào.",
                en: "The owner signs the file as it is with `kho sign`; not a byte may be changed."),
            .sentence(
                "CONSENT_GRANTED", vi: "Đã ghi sự đồng ý {consent} vào sổ, mục {index}.",
                en: "The consent {consent} is entry {index} of the log."),
            .sentence(
                "CONSENT_TAKEN_BACK",
                vi: "Đã ghi việc rút lại sự đồng ý {consent}, mục {index}; từ nay không ai đọc được theo đó.",
                en: "The withdrawal of consent {consent} is entry {index}; nobody reads by it from now on."),
            .sentence(
                "CONSENT_ANSWERED", vi: "Sự đồng ý {consent}: {step}, mục {index}.",
                en: "Consent {consent}: {step}, entry {index}."),
            .phrase("CONSENT_DUE", vi: "chậm nhất {day}: {todo}", en: "by {day}: {todo}"),
            .phrase("CONSENT_OVERDUE", vi: "QUÁ HẠN từ {day}: {todo}", en: "OVERDUE since {day}: {todo}"),
            .phrase("CONSENT_ALL", vi: "mọi tài liệu", en: "all documents"),
            .phrase("CONSENT_DOCUMENTS", vi: "{count} tài liệu", en: "documents: {count}"),
            .phrase("CONSENT_STEP_GRANTED", vi: "đã đồng ý", en: "granted"),
            .phrase("CONSENT_RECEIVED", vi: "(nhận ngày {day})", en: "(received on {day})"),
            .sentence("CONSENT_LIST_EMPTY", vi: "Không có sự đồng ý nào.", en: "There is no consent."),
            .sentence("CONSENT_NOTHING_DUE", vi: "Không có yêu cầu rút nào đang chờ.", en: "No withdrawal waits."),
            .phrase("CONSENT_STATE", vi: "tình trạng: {consentState}", en: "state: {consentState}"),
            .phrase("FACT.consentState.active", vi: "đang hiệu lực", en: "active"),
            .phrase("FACT.consentState.waiting", vi: "chưa đến hạn", en: "not yet"),
            .phrase("FACT.consentState.over", vi: "đã hết hạn", en: "over"),
            .phrase("FACT.consentState.withdrawn", vi: "đã rút", en: "withdrawn"),
            .phrase("FACT.step.withdrawn", vi: "đã rút", en: "withdrawn"),
            .phrase("FACT.step.acknowledged", vi: "đã báo nhận", en: "acknowledged"),
            .phrase("FACT.step.extended", vi: "đã gia hạn (ngày)", en: "extended (days)"),
            .phrase("FACT.step.fulfilled", vi: "đã thực hiện xong", en: "fulfilled"),
            .phrase("FACT.todo.acknowledge", vi: "báo cho chủ sở hữu đã nhận yêu cầu", en: "acknowledge to the owner"),
            .phrase("FACT.todo.fulfil", vi: "thực hiện xong việc rút", en: "finish what the withdrawal asks for"),
        ]

    private static let consentRefusals: [Entry] = [
        .sentence(
            "CONSENT_STATEMENT_MALFORMED",
            vi: "Nội dung được ký không phải là bản đồng ý mà kho đọc được: {field}.",
            en: "What was signed is no statement that kho reads: {field}."),
        .sentence(
            "CONSENT_STATEMENT_MALFORMED.NEXT", vi: "Hãy viết lại bằng `kho consent draft` rồi ký nguyên tệp.",
            en: "Draft it again with `kho consent draft`, and sign the file as it is."),
        .sentence(
            "CONSENT_STATEMENT_KEY_TWICE", vi: "Bản đồng ý ghi hai lần cùng một mục, nên không rõ nghĩa.",
            en: "The statement has a field twice, so it cannot be said what it means."),
        .sentence(
            "CONSENT_STATEMENT_FIELD_UNKNOWN",
            vi: "Bản đồng ý có mục mà kho không hiểu: {field}; đó có thể là điều kiện.",
            en: "The statement has a field that kho does not know, {field}; it may be a condition."),
        .sentence(
            "CONSENT_PERIOD_EMPTY", vi: "Thời hạn đồng ý kết thúc trước khi bắt đầu.",
            en: "The period of the consent ends before it begins."),
        .sentence(
            "CONSENT_PERIOD_OVER", vi: "Thời hạn đồng ý đã hết ngày {day}.",
            en: "The period of the consent ended on {day}."
        ),
        .sentence(
            "CONSENT_NOT_SIGNED", vi: "Không thấy chữ ký CAdES nào trên bản đồng ý.",
            en: "No CAdES signature over the statement was found."),
        .sentence(
            "CONSENT_NOT_SIGNED.NEXT",
            vi: "Chủ sở hữu ký bằng `kho sign`; tệp nội dung nằm cạnh chữ ký, hoặc bên trong.",
            en: "The owner signs with `kho sign`; the statement lies beside the signature, or in it."),
        .sentence(
            "CONSENT_SIGNATURE_NOT_PASSED", vi: "Chữ ký trên bản đồng ý không hợp lệ: {indication}.",
            en: "A signature over the statement has not passed: {indication}."),
        .sentence(
            "CONSENT_SIGNATURE_PENDING", vi: "Chữ ký trên bản đồng ý còn thiếu bằng chứng: {subIndication}.",
            en: "A signature over the statement lacks evidence: {subIndication}."),
        .sentence(
            "CONSENT_SIGNATURE_PENDING.NEXT",
            vi: "Hãy đặt danh sách thu hồi mới vào certs/crls rồi thử lại; sự đồng ý không được giữ để chờ.",
            en: "Put new lists into certs/crls and try again; a consent is not kept as pending."),
        .sentence(
            "CONSENT_NOT_BY_OWNER", vi: "Chữ ký không phải của chủ sở hữu ghi trong bản này.",
            en: "None of the signatures is of the owner whom the statement names."),
        .sentence(
            "CONSENT_SIGNER_NOT_TRUSTED",
            vi: "Chữ ký của chủ sở hữu không dẫn tới gốc tin cậy cho người ký (certs/signers).",
            en: "The owner's signature does not chain to a root that is trusted for signers (certs/signers)."),
        .sentence(
            "CONSENT_OF_OTHER_VAULT", vi: "Bản này dành cho một kho khác.", en: "The statement is for another vault."),
        .sentence(
            "CONSENT_DOCUMENT_NOT_OWNERS", vi: "Có tài liệu được nêu không có ở đây hoặc không của chủ sở hữu này.",
            en: "A document that is named is not here, or not this owner's."),
        .sentence(
            "CONSENT_GRANTED_TWICE", vi: "Bản đồng ý này đã được ghi rồi; mỗi bản chỉ dùng một lần.",
            en: "This statement was entered already; each counts once."),
        .sentence(
            "CONSENT_GRANTED_TWICE.NEXT", vi: "Muốn đồng ý lại, hãy viết bản mới bằng `kho consent draft`.",
            en: "To consent again, draft a new one with `kho consent draft`."),
        .sentence("CONSENT_NOT_FOUND", vi: "Không có sự đồng ý như vậy ở đây.", en: "There is no such consent here."),
        .sentence(
            "CONSENT_NOT_FOUND.NEXT", vi: "Xem bằng `kho consent list`; nêu ít nhất sáu chữ số đầu.",
            en: "See `kho consent list`; give six digits of the id or more."),
        .sentence(
            "CONSENT_AMBIGUOUS", vi: "Có {count} sự đồng ý bắt đầu như vậy; hãy nêu nhiều chữ số hơn.",
            en: "{count} consents begin so; give more digits."),
        .sentence("CONSENT_WITHDRAWN", vi: "Sự đồng ý này đã được rút.", en: "The consent was withdrawn already."),
        .sentence(
            "CONSENT_NOT_WITHDRAWN", vi: "Sự đồng ý này chưa được rút, nên không có yêu cầu nào để trả lời.",
            en: "The consent was not withdrawn, so there is no request to answer."),
        .sentence(
            "CONSENT_REQUEST_DIFFERS", vi: "Yêu cầu rút nói về một sự đồng ý khác.",
            en: "The request takes another consent back."),
        .sentence(
            "CONSENT_RECEIVED_WHEN", vi: "Ngày nhận yêu cầu phải từ ngày đồng ý đến hôm nay.",
            en: "A request is received between the day of the consent and today."),
        .sentence(
            "CONSENT_STEP_TAKEN", vi: "Bước này đã được ghi, hoặc việc rút đã thực hiện xong.",
            en: "This step was entered already, or the withdrawal is fulfilled."),
        .sentence(
            "CONSENT_EXTENSION_LENGTH", vi: "Chỉ được gia hạn từ 1 đến {limit} ngày.",
            en: "The time is extended by 1 to {limit} days."),
        .sentence(
            "CONSENT_EXTENSION_LATE", vi: "Thời hạn đã hết ngày {day}; không gia hạn được nữa.",
            en: "The time ended on {day}; it cannot be extended any more."),
        .sentence(
            "CALENDAR_MALFORMED", vi: "Không hiểu dòng {line} của tệp calendar (lịch làm việc).",
            en: "Line {line} of the file calendar (working days) cannot be understood."),
        .sentence(
            "CALENDAR_MALFORMED.NEXT", vi: "Mỗi dòng: `holiday 2027-02-05..2027-02-11` hoặc `work 2027-02-20`.",
            en: "Each line reads `holiday 2027-02-05..2027-02-11` or `work 2027-02-20`."),
    ]
}
