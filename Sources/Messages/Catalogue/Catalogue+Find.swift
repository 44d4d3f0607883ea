extension Catalogue {
    /// Looking for a document here and at other vaults (docs/find.md).
    static let find: [Entry] = [
        .phrase("FIND_ON_FILE", vi: "ĐÃ CÓ TRONG KHO", en: "ON FILE"),
        .phrase("FIND_AT", vi: "tại {source}", en: "at {source}"),
        .phrase("FIND_OWN", vi: "kho này", en: "this vault"),
        .sentence(
            "FIND_NOT_FOUND",
            vi: "KHÔNG CÓ: mọi nơi được hỏi đều trả lời là không có bản còn hiệu lực.",
            en: "NOT ON FILE: everybody who was asked says that nothing in force is there."),
        .sentence(
            "FIND_UNDECIDED",
            vi: "CHƯA KẾT LUẬN ĐƯỢC: có nơi chưa trả lời được, nên không thể nói là không có.",
            en: "UNDECIDED: somebody could not be heard, so nobody can say that there is none."),
        .sentence(
            "FIND_UNDECIDED.NEXT",
            vi: "Hãy thử lại sau; trước đó đừng yêu cầu công dân nộp lại với lý do là chưa có.",
            en: "Try again later; until then, do not ask the citizen for it again as if it were nowhere."),
        .sentence(
            "FIND_REFUSED",
            vi: "Có nơi trả lời sai sự thật đã được chứng minh; câu trả lời đó không được dùng.",
            en: "A source was proved false; its answer was not taken."),
        .sentence(
            "FIND_REFUSED.NEXT",
            vi: "Hãy giữ lại kết quả này (--json) và báo cho người vận hành của cả hai bên.",
            en: "Keep this result (--json), and tell the operators of both sides."),
        .sentence(
            "FIND_NO_SOURCES",
            vi: "Kho này không hỏi nơi nào khác: tệp sources của kho không nêu nơi nào.",
            en: "This vault asks nobody else: its file sources names nobody."),
        .phrase(
            "FIND_STEP", vi: "bước {step}, {source}: {findOutcome}", en: "step {step}, {source}: {findOutcome}"),
        .phrase("FIND_IN_SCOPE", vi: "chỉ trong phạm vi {scope}", en: "in the scope {scope} alone"),
        .phrase("FACT.findOutcome.hit", vi: "có, đã kiểm chứng", en: "has it, verified"),
        .phrase("FACT.findOutcome.ended", vi: "có, nhưng không còn hiệu lực", en: "has it, no longer in force"),
        .phrase("FACT.findOutcome.miss", vi: "không có", en: "has none"),
        .phrase("FACT.findOutcome.error", vi: "không hỏi được", en: "could not be asked"),
        .phrase("FACT.findOutcome.stale", vi: "thông tin đã quá hạn", en: "out of date"),
        .phrase("FACT.findOutcome.refused", vi: "BỊ TỪ CHỐI vì sai", en: "REFUSED as false"),
        .phrase("FIND_ANSWER", vi: "kết quả tìm: {findAnswer}", en: "search: {findAnswer}"),
        .phrase("FACT.findAnswer.on-file", vi: "đã có", en: "on file"),
        .phrase("FACT.findAnswer.not-found", vi: "không có", en: "not on file"),
        .phrase("FACT.findAnswer.undecided", vi: "chưa kết luận được", en: "undecided"),
        .phrase("LABEL.flags", vi: "Cờ DVCQG", en: "Portal flags"),
        .phrase("LABEL.proof", vi: "Bằng chứng", en: "Proof"),
        .sentence(
            "FIND_FOLDER_EXISTS",
            vi: "Đã có {file}; bằng chứng được ghi vào một thư mục mới.",
            en: "{file} is there already; the proof is written to a new folder."),
        .sentence("FIND_FOLDER_EXISTS.NEXT", vi: "Hãy chọn tên khác.", en: "Choose another name."),
        .sentence(
            "FIND_AMBIGUOUS",
            vi: "Mã này có ở {count} tài liệu, thuộc các hệ mã khác nhau.",
            en: "{count} documents have this code, in different schemes."),
        .sentence("FIND_AMBIGUOUS.NEXT", vi: "Hãy thêm `--scheme`.", en: "Add `--scheme`."),
        .sentence(
            "SOURCES_MALFORMED",
            vi: "Dòng {line} của tệp sources trong kho không hiểu được.",
            en: "Line {line} of the vault's file sources cannot be understood."),
        .sentence(
            "SOURCES_MALFORMED.NEXT",
            vi: "Các dòng: docs/find.md.", en: "What its lines are: docs/find.md."),
        .sentence(
            "FIND_SOURCE_NOT_PINNED",
            vi: "Kho {vault} chưa được ghim, nên không kiểm chứng được điều nó trả lời.",
            en: "The vault {vault} is not pinned, so that nothing it says could be verified."),
        .sentence(
            "FIND_SOURCE_KEYS_CHANGED",
            vi:
                "Kho {vault} có khóa hoặc con dấu chưa được ghim; con dấu đã ghim bảo đảm cho chúng. Lấy vault.json và vault.json.p7s từ máy chủ của nó, rồi chạy `kho trust update-vault vault.json` (thêm `--statement TỆP` nếu có khóa bị lộ).",
            en:
                "The vault {vault} has keys or a seal that are not pinned; a pinned seal vouches for them. Get vault.json and vault.json.p7s from its server, and run `kho trust update-vault vault.json` (with `--statement FILE` where a key was compromised)."
        ),
        .sentence(
            "FIND_TIME_PASSED",
            vi: "Đã hết thời gian trước khi đến lượt hỏi nơi này.",
            en: "The time was over before it was asked."),
        .sentence(
            "FIND_SOURCE_UNUSABLE",
            vi: "Chứng thư, khóa hoặc nơi cấp nêu cho nơi này trong tệp sources không đọc được.",
            en: "The certificate, key or authorities that the file sources names for it cannot be read."),
        .sentence(
            "FIND_NO_SCOPE",
            vi: "Nơi đó không dành phạm vi nào cho chứng thư này, hoặc có nhiều phạm vi mà tệp sources không chọn.",
            en: "It has no scope for this certificate, or several, of which the file sources names none."),
        .sentence(
            "FIND_OTHER_VAULT",
            vi: "Tại địa chỉ đó là một kho khác ({vault}).", en: "Another vault ({vault}) answers there."),
        .sentence(
            "FIND_IDENTITY_REFUSED",
            vi: "Danh tính của kho đó không do con dấu đã ghim ký, hoặc nhật ký không phải cái được ghim, đã thấy.",
            en: "The identity of that vault is not by a pinned seal, or its log is not the one pinned or seen."),
        .sentence(
            "FIND_OTHER_DOCUMENT",
            vi: "Tài liệu được trả lời không phải tài liệu có mã được hỏi.",
            en: "The document in the answer is not one with the code that was asked for."),
        .sentence(
            "FIND_RECORD_FALSE",
            vi: "Hồ sơ trong câu trả lời không khớp với mục nhật ký của nó.",
            en: "The record in the answer is not what its entry of the log commits to."),
        .sentence(
            "FIND_PROOF_FALSE",
            vi: "Bằng chứng không dẫn từ hồ sơ đến trạng thái nhật ký đã ký.",
            en: "The proof does not lead from the record to the log that was signed."),
        .sentence(
            "FIND_UNKNOWN_KEY",
            vi: "Trạng thái nhật ký không do khóa nhật ký đã ghim ký.",
            en: "The state of the log is not signed by a log key that is pinned."),
        .sentence(
            "FIND_CONTENT_DIFFERS",
            vi: "Các byte nhận được không phải của tài liệu theo hồ sơ đã ghi nhật ký.",
            en: "The bytes are not those of the document's logged record."),
        .sentence(
            "FIND_LOG_ROLLED_BACK",
            vi: "Nhật ký của kho đó ngắn hơn lần trước đã thấy ({size} so với {seen}).",
            en: "The log of that vault is shorter than it was ({size}, and {seen} before)."),
        .sentence(
            "FIND_LOG_FORKED",
            vi: "Nhật ký của kho đó mâu thuẫn với những gì đã thấy (cỡ {seen} và {size}).",
            en: "The log of that vault contradicts what was seen of it (sizes {seen} and {size})."),
        .sentence(
            "FIND_LOG_DIFFERS",
            vi: "Các tệp nhật ký của kho đó không dẫn đến trạng thái mà nó đã ký.",
            en: "The log's files of that vault do not lead to what it signed."),
        .sentence(
            "FIND_NOT_WITNESSED",
            vi: "Chưa đủ nhân chứng đã thấy mục nhật ký đó.",
            en: "Too few witnesses have seen that entry of the log yet."),
    ]
}
