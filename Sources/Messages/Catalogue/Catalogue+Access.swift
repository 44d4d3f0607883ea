extension Catalogue {
    /// Who may read what, and who did.
    static let access: [Entry] = [
        .sentence(
            "ACCESS_PURPOSE_MALFORMED",
            vi:
                "Mục đích (--purpose) là một mã ngắn như mã thủ tục 1.001193: chữ không dấu, chữ số, dấu chấm, gạch nối; không ghi tên hay số định danh của ai.",
            en:
                "A purpose (--purpose) is a short code such as a procedure's, 1.001193: ASCII letters, digits, dots, hyphens; nobody's name or number."
        ),
        .sentence(
            "DOSSIER_CODE_MALFORMED", vi: "Mã hồ sơ (--dossier) phải có dạng H37.01-261124-0001.",
            en: "A dossier's code (--dossier) has the form H37.01-261124-0001."),
        .sentence(
            "ACCESS_ROLE_UNKNOWN",
            vi: "Vai trò (--as) là một trong: owner, officer, certifier, service, auditor, operator, approver.",
            en: "A role (--as) is one of owner, officer, certifier, service, auditor, operator, approver."),
        .sentence(
            "ACCESS_BASIS_UNKNOWN", vi: "Căn cứ (--basis) là legal-task hoặc consent.",
            en: "A basis (--basis) is legal-task or consent."),
        .sentence(
            "ACCESS_DENIED",
            vi: "Không được phép: {role} không có quyền làm việc này ở đây, hoặc không có tài liệu nào như vậy.",
            en: "Not permitted: {role} may not do this here, or there is no such document."),
        .sentence(
            "ACCESS_DENIED.NEXT",
            vi: "Ai được làm gì: docs/access.md; vai trò của từng người nằm trong tệp roles của kho.",
            en: "Who may do what: docs/access.md; who has which role is in the vault's file roles."),
        .sentence(
            "ACCESS_NOT_DECLARED",
            vi: "Cán bộ phải nêu mã hồ sơ, mục đích và căn cứ: --dossier, --purpose, --basis.",
            en: "An officer names the dossier, the purpose and the basis: --dossier, --purpose, --basis."),
        .sentence(
            "ACCESS_NOT_RECORDED",
            vi: "Không ghi được nhật ký truy cập, nên nội dung không được đưa ra.",
            en: "The access could not be entered in the journal, so nothing is given out."),
        .sentence(
            "ACCESS_NOT_RECORDED.NEXT",
            vi: "Kho chỉ đọc được: hãy chép thư mục kho sang nơi ghi được rồi chạy lại.",
            en: "The vault can only be read here: copy its folder to a place that can be written to, and try again."),
        .sentence(
            "CHECK_ACCESS_CHANGED", vi: "Một dòng của nhật ký truy cập không còn như khi được ghi.",
            en: "An entry of the journal of accesses is not as it was written."),
        .sentence(
            "CHECK_ACCESS_MISSING", vi: "Nhật ký truy cập thiếu một dòng.",
            en: "An entry of the journal of accesses is missing."),
        .sentence(
            "CHECK_ACCESS_EXTRA", vi: "Nhật ký truy cập có dòng không thuộc về nó.",
            en: "The journal of accesses has an entry that does not belong to it."),
        .sentence(
            "CHECK_ACCESS_DIGEST", vi: "Nhật ký truy cập không khớp với dấu vết mà nhật ký chung đã ghi nhận.",
            en: "The journal of accesses is not the one whose digest the log holds."),
        .phrase("FACT.action.deposit", vi: "nộp", en: "deposit"),
        .phrase("FACT.action.replace", vi: "nộp bản mới", en: "deposit of a new version"),
        .phrase("FACT.action.revalidate", vi: "xác minh lại", en: "validation again"),
        .phrase("FACT.action.withdraw", vi: "rút", en: "withdrawal"),
        .phrase("FACT.action.expire", vi: "ghi hết hạn", en: "entry of expiry"),
        .phrase("FACT.action.describe", vi: "xem thông tin", en: "look at what is said of it"),
        .phrase("FACT.action.history", vi: "xem lịch sử", en: "look at its history"),
        .phrase("FACT.action.list", vi: "liệt kê", en: "list"),
        .phrase("FACT.action.search", vi: "tìm kiếm", en: "search"),
        .phrase("FACT.action.content", vi: "đọc nội dung", en: "reading of contents"),
        .phrase("FACT.action.evidence", vi: "đọc bằng chứng xác minh", en: "reading of the evidence"),
        .phrase("FACT.action.copy", vi: "lấy bản sao", en: "copy"),
        .phrase("FACT.action.receipt", vi: "lấy biên nhận", en: "receipt"),
        .phrase("FACT.action.links", vi: "xem các số của chủ sở hữu", en: "look at the owner's numbers"),
        .phrase("FACT.action.link", vi: "liên kết hoặc tách số", en: "linking or parting of numbers"),
        .phrase("FACT.action.certify", vi: "chứng thực", en: "certification"),
        .phrase("FACT.action.issue-codes", vi: "cấp mã", en: "codes given out"),
        .phrase("FACT.action.issue-manifest", vi: "phát hành danh mục", en: "manifest issued"),
        .phrase("FACT.action.read-manifest", vi: "đọc danh mục", en: "manifest read"),
        .phrase("FACT.action.read-catalogue", vi: "đọc danh mục hiện hành", en: "catalogue read"),
        .phrase("FACT.action.resolve", vi: "tìm giấy tờ ở các kho", en: "search here and at other vaults"),
        .phrase("FACT.action.check", vi: "kiểm tra kho", en: "check of the vault"),
        .phrase("FACT.action.accesses", vi: "xem nhật ký truy cập", en: "look at the journal of accesses"),
        .phrase("FACT.action.consents", vi: "xem các đồng ý", en: "look at consents"),
        .phrase("FACT.action.grant-consent", vi: "ghi nhận đồng ý", en: "consent entered"),
        .phrase("FACT.action.withdraw-consent", vi: "rút đồng ý", en: "consent withdrawn"),
        .phrase("FACT.action.answer-consent", vi: "trả lời việc rút đồng ý", en: "answer to a withdrawal of consent"),
        .phrase("FACT.action.erasures", vi: "xem việc xoá", en: "look at erasures"),
        .phrase("FACT.action.request-erasure", vi: "yêu cầu xoá", en: "erasure requested"),
        .phrase("FACT.action.approve-erasure", vi: "duyệt xoá", en: "erasure approved"),
        .phrase("FACT.accessResult.permitted", vi: "được phép", en: "permitted"),
        .phrase("FACT.accessResult.denied", vi: "BỊ TỪ CHỐI", en: "DENIED"),
        .phrase("FACT.accessResult.refused", vi: "không được kho nhận", en: "refused by the vault"),
        .phrase("ACCESS_DONE", vi: "{role}, việc: {action}", en: "{role}: {action}"),
        .phrase(
            "ACCESS_TRIED", vi: "{role}, việc: {action}, {accessResult}", en: "{role}: {action}, {accessResult}"),
        .phrase("ACCESS_GROUND", vi: "căn cứ: {basis}", en: "basis: {basis}"),
        .sentence("ACCESSES_NONE", vi: "Không có lần truy cập nào như vậy.", en: "There is no such access."),
        .phrase("FACT.role.owner", vi: "chủ sở hữu", en: "the owner"),
        .phrase("FACT.role.officer", vi: "cán bộ", en: "an officer"),
        .phrase("FACT.role.certifier", vi: "người chứng thực", en: "a certifier"),
        .phrase("FACT.role.service", vi: "dịch vụ đồng bộ", en: "a sync service"),
        .phrase("FACT.role.auditor", vi: "người kiểm tra", en: "an auditor"),
        .phrase("FACT.role.operator", vi: "người vận hành", en: "the operator"),
        .phrase("FACT.role.approver", vi: "người duyệt xoá", en: "an approver of erasures"),
        .phrase("FACT.basis.owner", vi: "của chính mình", en: "his own"),
        .phrase("FACT.basis.consent", vi: "đồng ý của chủ sở hữu", en: "the owner's consent"),
        .phrase("FACT.basis.legal-task", vi: "nhiệm vụ theo luật", en: "a task by law"),
        .phrase("FACT.basis.duty", vi: "phận sự", en: "duty"),
    ]
}
