extension Catalogue {
    /// Witnesses of a vault's log, and being one (docs/witness.md).
    static let witnesses: [Entry] = [
        .sentence(
            "WITNESSES_MALFORMED", vi: "Tệp witnesses của kho sai ở dòng {line}.",
            en: "The vault's file witnesses is wrong in line {line}."),
        .sentence(
            "WITNESSES_LAG",
            vi: "Nhân chứng mới đồng ký đến cỡ {cosigned}, kho đã ghi đến {committed}; cần {quorum} nhân chứng.",
            en: "Witnesses have cosigned up to size {cosigned}, committed is {committed}; {quorum} of them are needed."),
        .sentence(
            "WITNESSES_LAG.NEXT",
            vi: "Phần chưa được đồng ký sẽ vào bản kê sau, khi nhân chứng đã trả lời.",
            en: "What is not cosigned goes into a later manifest, once the witnesses have answered."),
        .sentence(
            "WITNESS_UNREACHABLE", vi: "Không hỏi được nhân chứng {witness} ({cause}).",
            en: "The witness {witness} does not answer ({cause})."),
        .sentence(
            "WITNESS_REFUSES", vi: "Nhân chứng {witness} từ chối với mã HTTP {status}.",
            en: "The witness {witness} refuses with HTTP status {status}."),
        .sentence(
            "WITNESS_REFUSES.NEXT",
            vi: "Hãy đưa khóa nhật ký trong vault.json cho người vận hành nhân chứng.",
            en: "Give the witness's operator the log key that stands in vault.json."),
        .sentence(
            "WITNESS_ANSWER",
            vi: "Câu trả lời của nhân chứng {witness} không dùng được ({reason}).",
            en: "What the witness {witness} answers cannot be used ({reason})."),
        .sentence(
            "WITNESS_SEES_FORK",
            vi: "Nhân chứng {witness} cho rằng nhật ký cỡ {size} không nối tiếp nhật ký mà nó đã đồng ký.",
            en: "The witness {witness} says that the log of size {size} does not continue the one that it cosigned."),
        .sentence(
            "WITNESS_SEES_FORK.NEXT",
            vi: "Hãy ngừng ghi, giữ nguyên thư mục kho và chạy `kho check --since` với dấu mốc của nhân chứng.",
            en: "Stop depositing, keep the folder as it is, and run `kho check --since` with the witness's checkpoint."),
        .sentence(
            "WITNESS_AHEAD",
            vi: "Nhân chứng {witness} đã đồng ký cỡ {size}, kho chỉ có {published}: có thể kho đã bị quay lui.",
            en: "The witness {witness} has cosigned size {size}, the vault has {published}: it may be an old copy."),
        .sentence(
            "WITNESS_ROLLED_BACK",
            vi: "Nhân chứng {witness} nói cỡ cuối là {size}, nhưng đã ký cỡ {cosigned}: nó đã bị quay lui.",
            en: "The witness {witness} says size {size}, and has signed size {cosigned}: it was put back."),
        .sentence(
            "WITNESS_CA_MALFORMED", vi: "Tệp chứng thư gốc cho các nhân chứng không phải dạng PEM.",
            en: "The file of roots for the witnesses is not PEM."),
        .sentence(
            "WITNESS_NOT_FOUND", vi: "Thư mục {folder} không có nhân chứng nào.",
            en: "There is no witness in the folder {folder}."),
        .sentence(
            "WITNESS_NOT_FOUND.NEXT", vi: "Hãy tạo bằng `kho witness init TÊN`.",
            en: "Make one with `kho witness init NAME`."),
        .sentence(
            "WITNESS_NAME_MALFORMED",
            vi: "Tên {name} không dùng được cho khóa: không để trống, không có dấu cách và dấu cộng.",
            en: "The name {name} cannot be a key's: it must not be empty, nor hold blanks or plus signs."),
        .sentence(
            "WITNESS_LOG_MALFORMED", vi: "{log} không phải là khóa của một nhật ký.", en: "{log} is not a log's key."),
        .sentence(
            "WITNESS_LOCKED", vi: "Một tiến trình khác đang dùng nhân chứng trong {folder}.",
            en: "Another process has the witness in {folder}."),
        .sentence(
            "WITNESS_STATE",
            vi: "Trạng thái giữ cho nhật ký {log} không phải do nhân chứng này ký; nhân chứng không đồng ký gì thêm.",
            en: "What is kept of the log {log} was not signed by this witness; it cosigns nothing any more."),
        .sentence(
            "WITNESS_MADE", vi: "Đã tạo nhân chứng trong {folder}; khóa của nó ở dòng sau.",
            en: "A witness was made in {folder}; its key is on the next line."),
        .sentence(
            "WITNESS_MADE.NEXT",
            vi: "Chạy `kho witness --log KHÓA-NHẬT-KÝ`, và đưa dòng khóa trên cho kho và cho người nhận.",
            en: "Run `kho witness --log LOG-KEY`, and give the line above to the vault and to its receivers."),
        .sentence("WITNESSING", vi: "Nhân chứng {name} đang chạy tại {url}.", en: "The witness {name} runs at {url}."),
        .sentence("WITNESSING.NEXT", vi: "Nhấn Ctrl-C để dừng.", en: "Press Ctrl-C to stop."),
        .sentence(
            "WITNESS_FOLLOWS", vi: "Nhật ký {log}: đã đồng ký đến cỡ {size}.",
            en: "The log {log}: cosigned up to size {size}."),
        .sentence(
            "WITNESS_FOLLOWS_NEW", vi: "Nhật ký {log}: chưa thấy lần nào.", en: "The log {log}: not seen yet."),
        .sentence(
            "CHECK_COSIGNATURE_INVALID", vi: "Chữ ký nhân chứng được giữ lại không đúng.",
            en: "What is kept as cosigned by a witness is not."),
        .sentence(
            "CHECK_NEXT_ASK_WITNESSES",
            vi: "Hãy chạy `kho serve` hoặc `kho manifest`: các nhân chứng sẽ ký lại.",
            en: "Run `kho serve` or `kho manifest`: the witnesses sign again."),
    ]
}
