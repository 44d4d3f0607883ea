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
