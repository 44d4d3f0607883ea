extension Catalogue {
    /// Depositing, and what a vault keeps.
    static let deposits: [Entry] = [
        .phrase("DEPOSIT_KEPT", vi: "ĐÃ LƯU", en: "KEPT"),
        .phrase("DEPOSIT_PENDING", vi: "ĐÃ LƯU, CHỜ BỔ SUNG", en: "KEPT, PENDING"),
        .phrase("DEPOSIT_REFUSED", vi: "TỪ CHỐI", en: "REFUSED"),
        .phrase("DEPOSIT_FAILED", vi: "KHÔNG LƯU ĐƯỢC", en: "NOT KEPT"),
        .phrase("STATUS_IS", vi: "{status} vào kho", en: "{status} by the vault"),
        .phrase("FACT.status.accepted", vi: "đã nhận", en: "accepted"),
        .phrase("FACT.status.pending", vi: "chờ bổ sung", en: "pending"),
        .phrase("LABEL.document", vi: "Mã lưu", en: "Document"),
        .phrase("LABEL.name", vi: "Tên", en: "Name"),
        .phrase("LABEL.owner", vi: "Chủ sở hữu", en: "Owner"),
        .phrase("LABEL.category", vi: "Loại dữ liệu", en: "Category"),
        .phrase("LABEL.status", vi: "Trạng thái", en: "Status"),
        .phrase("LABEL.log", vi: "Nhật ký", en: "Log"),
        .phrase("LABEL.code", vi: "Mã giấy tờ", en: "Code"),
        .phrase("LOG_PLACE", vi: "số {index}, lúc {time}", en: "entry {index}, at {time}"),
        .phrase("LABEL.signerMatch", vi: "Người ký", en: "Signed by"),
        .sentence("SIGNER_MATCH_IS", vi: "Người ký: {signerMatch}.", en: "Signed by {signerMatch}."),
        .phrase("FACT.signerMatch.owner", vi: "chính chủ sở hữu", en: "the owner"),
        .phrase(
            "FACT.signerMatch.organisation-seal", vi: "con dấu của tổ chức sở hữu", en: "the owner's seal"),
        .phrase(
            "FACT.signerMatch.employee-of-owner", vi: "người của tổ chức sở hữu", en: "somebody at the owner"),
        .phrase(
            "FACT.signerMatch.owner-for-organisation", vi: "chủ sở hữu, nhân danh một tổ chức",
            en: "the owner, for an organisation"),
        .phrase("FACT.signerMatch.another-person", vi: "người hoặc tổ chức khác", en: "somebody else"),
        .phrase(
            "FACT.signerMatch.unknown", vi: "không đối chiếu được với chủ sở hữu",
            en: "somebody who cannot be compared with the owner"),
        .sentence(
            "DEPOSIT_LOGGED",
            vi: "Đã ghi vào nhật ký với số {index} lúc {time}.",
            en: "Entered into the log as {index} at {time}."),
        .sentence(
            "DEPOSIT_PENDING_WHY",
            vi: "Chưa đủ căn cứ để xác nhận; chỉ chủ sở hữu thấy tài liệu cho đến khi có thêm bằng chứng.",
            en: "There is not enough evidence yet; only the owner sees it until there is more."),
        .sentence(
            "VAULT_PINNED",
            vi: "Đã ghim kho {vault} với nhật ký {origin}.",
            en: "The vault {vault} with the log {origin} is pinned."),
        .sentence(
            "VAULT_NOT_PINNED",
            vi: "Bạn chưa ghim kho {vault}, nên không thể tin con dấu và nhật ký của nó.",
            en: "The vault {vault} is not pinned here, so its seal and log cannot be relied on."),
        .sentence(
            "VAULT_NOT_PINNED.NEXT",
            vi:
                "Hãy lấy vault.json của kho, so dấu vân tay với nơi vận hành, rồi chạy `kho trust add-vault vault.json`.",
            en:
                "Get the vault's vault.json, compare the fingerprint with its operator, and run `kho trust add-vault vault.json`."
        ),
        .sentence(
            "RECEIPT_PROVES",
            vi: "Nhật ký {origin} có đúng các tệp này ở mục {index}; thời điểm do kho ghi: {time}.",
            en: "The log {origin} holds exactly these files as entry {index}; time stated by the vault: {time}."),
        .sentence(
            "RECEIPT_WITNESSED",
            vi: "Các nhân chứng xác nhận nhật ký đã có mục này trước {time}.",
            en: "Witnesses confirm that the log held it by {time}."),
        .sentence("RECEIPT_NOT_WITNESSED", vi: "Chưa có nhân chứng nào xác nhận.", en: "Not witnessed."),
        .sentence("LIST_EMPTY", vi: "Không có tài liệu nào.", en: "There are no documents."),
        .sentence("WRITTEN", vi: "Đã ghi tệp {file}.", en: "Written: {file}."),
        .sentence(
            "VAULT_MADE",
            vi: "Đã tạo kho {folder} với nhật ký {origin}; con dấu của kho có dấu vân tay dưới đây.",
            en: "The vault {folder} with the log {origin} is made; its seal has the fingerprint below."),
        .sentence(
            "VAULT_MADE.NEXT",
            vi: "Hãy công bố dấu vân tay này qua một kênh khác, và giữ bản sao của {folder}/keys ở nơi an toàn.",
            en: "Publish this fingerprint through another channel, and keep a copy of {folder}/keys in a safe place."),
        .sentence(
            "ADMISSION_NO_SIGNATURE", vi: "Tệp không có chữ ký nào.", en: "The file carries no signature."),
        .sentence(
            "ADMISSION_SIGNATURE_NOT_ADMISSIBLE",
            vi: "Kho không nhận chữ ký có kết quả kiểm tra như thế này.",
            en: "The vault does not take a signature with this result of validation."),
        .sentence(
            "ADMISSION_NO_ANCHOR",
            vi: "Chữ ký chưa dẫn tới chứng thư gốc nào mà kho tin cậy.",
            en: "The signature does not lead to any root that the vault trusts."),
        .sentence(
            "ADMISSION_WRONG_PURPOSE",
            vi: "Chứng thư gốc của chữ ký không được kho tin cậy cho mục đích này.",
            en: "The vault does not trust the signature's root for this purpose."),
        .sentence(
            "ADMISSION_REFUSED_BY_POLICY",
            vi: "Chính sách riêng của kho này không nhận tài liệu như vậy.",
            en: "This vault's own policy does not take such a document."),
        .sentence(
            "ADMISSION_OWNER_MISMATCH",
            vi: "Không người ký nào là chủ sở hữu đã nêu.",
            en: "None of the signers is the owner that was named."),
        .sentence(
            "ADMISSION_OWNER_MISMATCH.NEXT",
            vi: "Hãy kiểm tra `--owner`: số phải đúng như trong chứng thư của người ký.",
            en: "Check `--owner`: the number must be the one in the signer's certificate."),
        .sentence(
            "ADMISSION_SIGNED_FOR_ORGANISATION",
            vi:
                "Chủ sở hữu đã ký bằng chứng thư của người đại diện hoặc nhân viên một tổ chức, không phải của cá nhân.",
            en: "The owner signed with a certificate for an organisation, not with a personal one."),
        .sentence(
            "ADMISSION_SIGNED_FOR_ORGANISATION.NEXT",
            vi: "Hãy ký lại bằng chứng thư cá nhân, hoặc nộp vào kho của tổ chức đó với `--owner MST:SỐ`.",
            en:
                "Sign it with a personal certificate, or deposit it in the organisation's space by `--owner MST:NUMBER`."
        ),
        .sentence(
            "ADMISSION_AUTHORITY_MISSING",
            vi: "Loại dữ liệu này cần chữ ký của cơ quan có thẩm quyền ghi trong tệp roles của kho.",
            en: "This category needs the signature of an authority that the vault's file roles names."),
        .sentence(
            "ADMISSION_CONTENT_NOT_COVERED",
            vi: "Không chữ ký nào bao trùm tệp {file}, nên kho không nhận tệp đó.",
            en: "No signature covers the file {file}, so the vault does not take it."),
        .sentence(
            "ADMISSION_NOT_A_SIGNED_FILE",
            vi: "Tệp không thuộc định dạng chữ ký nào mà kho đọc được.",
            en: "The file is in no signature format that kho reads."),
    ]
}
